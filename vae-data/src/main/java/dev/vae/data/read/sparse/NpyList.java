package dev.vae.data.read.sparse;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.read.Gzip;
import dev.vae.data.read.NpyHeader;
import dev.vae.data.rows.DataException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An array of an archive that is read from its beginning to its end, piece by piece.
 *
 * @param name the file and the array, for messages
 */
record NpyList(String name, ZipFile zip, ZipEntry entry, NpyHeader header) {
  private static final int PIECE = 1 << 13;

  /** Takes numbers one by one. */
  interface Taker {
    void take(int number, double value);
  }

  /** Reads the header, and checks that the numbers can be there. */
  static NpyList of(Path file, ZipFile zip, String key) throws IOException {
    String name = file + "#" + key;
    ZipEntry entry = zip.getEntry(key + ".npy");
    if (entry == null) {
      throw new DataException(
          file
              + " has no array '"
              + key
              + "', which a sparse matrix has; write it again with scipy.sparse.save_npz");
    }
    NpyHeader header;
    try (InputStream in = stream(zip, entry)) {
      header = NpyHeader.read(name, in);
    }
    Gzip.requirePossible(name, entry.getCompressedSize(), entry.getSize());
    NpyList list = new NpyList(name, zip, entry, header);
    long bytes = entry.getSize() - header.length();
    if (list.count() < 0 || list.count() * header.type().bytes() != bytes) {
      throw new DataException(
          name
              + ": shape "
              + Arrays.toString(header.dims())
              + " of "
              + header.type()
              + " does not take the "
              + bytes
              + " bytes that there are; fetch or write it again");
    }
    return list;
  }

  private static InputStream stream(ZipFile zip, ZipEntry entry) throws IOException {
    return new BufferedInputStream(zip.getInputStream(entry), 1 << 16);
  }

  /** How many numbers; -1 if no file can hold so many. */
  private long count() {
    try {
      long count = 1;
      for (long dim : header.dims()) {
        count = Math.multiplyExact(count, dim);
      }
      Math.multiplyExact(count, header.type().bytes());
      return count;
    } catch (ArithmeticException e) {
      return -1;
    }
  }

  /** How many numbers. */
  int length() {
    if (count() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          name + " has " + count() + " numbers, more than an array holds; take part of the rows");
    }
    return (int) count();
  }

  /** Checks that it has a number of axes. */
  NpyList axes(int wanted) {
    if (header.dims().length != wanted) {
      throw new DataException(
          name
              + " has the shape "
              + Arrays.toString(header.dims())
              + ", but "
              + wanted
              + (wanted == 1 ? " axis is" : " axes are")
              + " what a sparse matrix of rows and columns has there");
    }
    return this;
  }

  /** Reads all numbers. */
  void read(Taker taker) throws IOException {
    int length = length();
    int size = header.type().bytes();
    byte[] bytes = new byte[PIECE * size];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(header.order());
    double[] values = new double[PIECE];
    try (InputStream in = stream(zip, entry)) {
      in.skipNBytes(header.length());
      for (int from = 0; from < length; from += PIECE) {
        int n = Math.min(PIECE, length - from);
        if (in.readNBytes(bytes, 0, n * size) < n * size) {
          throw new DataException(name + " is cut short after " + Messages.count(from, "number"));
        }
        header.type().read(buffer, 0, values, n);
        for (int i = 0; i < n; i++) {
          taker.take(from + i, values[i]);
        }
      }
    }
  }

  /**
   * Reads all numbers, which are places.
   *
   * @param most what each is at most
   * @param what they are, such as {@code columns}
   */
  int[] places(long most, String what) throws IOException {
    int[] places = new int[length()];
    read(
        (number, value) -> {
          if (!(value >= 0 && value <= most && value == Math.rint(value))) {
            throw new DataException(
                name
                    + ": entry "
                    + number
                    + " (counted from 0) is "
                    + shown(value)
                    + ", but "
                    + what
                    + " are 0 to "
                    + most);
          }
          places[number] = (int) value;
        });
    return places;
  }

  private static String shown(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e18
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
