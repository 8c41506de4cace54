package dev.vae.data.read;

import dev.vae.core.internal.text.FileProblems;
import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.internal.file.FileKind;
import dev.vae.data.internal.rows.ClassLabels;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads IDX files, the format of MNIST: two zero bytes, a type, the number of axes, their lengths
 * as big-endian 32-bit integers, then the numbers, big-endian, row-major. Plain files are mapped;
 * those compressed by gzip, told by their first bytes, are unpacked into memory.
 */
public final class Idx {
  private static final int MAX_AXES = 8;

  private Idx() {}

  /**
   * Returns the rows of an array of two or more axes.
   *
   * @throws DataException if the file is missing, of another kind, shorter or longer than its
   *     header says
   */
  public static RowSource images(Path file) {
    return images(file, null);
  }

  /**
   * Returns the rows of an array with their labels.
   *
   * @param labels a file of one axis of integers from 0 up, as many as rows; or null
   * @throws DataException also if the labels do not belong to the rows
   */
  public static RowSource images(Path file, Path labels) {
    IdxFile images = read(file);
    if (images.shape().dims().length == 1) {
      throw new DataException(
          file
              + " is a list of "
              + images.shape().rows()
              + " numbers, as a file of labels is, not an array of rows; give the file of images"
              + " first: idx:IMAGES,LABELS");
    }
    if (labels == null) {
      return new ArrayFileSource("idx", List.of(file), null).source(images.shape(), images.bytes());
    }
    return new ArrayFileSource("idx", List.of(file, labels), labels(labels))
        .source(images.shape(), images.bytes());
  }

  /**
   * Returns the labels in a file of one axis.
   *
   * @throws DataException if there are more axes, or a number is no integer from 0 up
   */
  public static Labels labels(Path file) {
    IdxFile list = read(file);
    if (list.shape().dims().length != 1) {
      throw new DataException(
          file
              + " has shape "
              + Arrays.toString(list.shape().dims())
              + ", but labels are a list of numbers; give the file of labels second:"
              + " idx:IMAGES,LABELS");
    }
    double[] value = new double[1];
    return ClassLabels.of(
        file.toString(),
        Math.toIntExact(list.shape().rows()),
        row -> {
          list.shape().type().read(list.bytes().block(row), list.bytes().position(row), value, 1);
          return value[0];
        });
  }

  private record IdxFile(StoredRows shape, RowBytes bytes) {}

  private static IdxFile read(Path file) {
    FileChecks.requireFile("the IDX file", file);
    try {
      return Gzip.is(file) ? unpack(file) : map(file);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private static IdxFile map(Path file) throws IOException {
    StoredRows shape;
    long header;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 64)) {
      shape = header(file, in);
      header = 4 + 4L * shape.dims().length;
    }
    long length = Files.size(file);
    long expected = shape.bytes() + header;
    if (length != expected) {
      throw wrongLength(file, shape, "the file", expected, length);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      RowBytes bytes = RowBytes.map(channel, header, shape.rows(), shape.rowBytes());
      return new IdxFile(shape, bytes.order(ByteOrder.BIG_ENDIAN));
    }
  }

  private static IdxFile unpack(Path file) throws IOException {
    try (InputStream packed = Files.newInputStream(file);
        InputStream in = new BufferedInputStream(new GZIPInputStream(packed, 1 << 16), 1 << 16)) {
      StoredRows shape = header(file, in);
      long header = 4 + 4L * shape.dims().length;
      Gzip.requirePossible(file.toString(), Files.size(file), shape.bytes());
      RowBytes bytes;
      try {
        bytes = RowBytes.read(in, shape.rows(), shape.rowBytes());
      } catch (EOFException e) {
        throw new DataException(
            file
                + " is cut short: it should unpack to "
                + (header + shape.bytes())
                + " bytes for shape "
                + Arrays.toString(shape.dims())
                + ", but ends before; fetch it again",
            e);
      }
      if (in.read() >= 0) {
        throw wrongLength(
            file, shape, "unpacked, the file", header + shape.bytes(), header + shape.bytes() + 1);
      }
      return new IdxFile(shape, bytes.order(ByteOrder.BIG_ENDIAN));
    } catch (java.util.zip.ZipException e) {
      throw new DataException(
          "cannot read " + file + ": " + FileProblems.reason(file, e) + "; fetch it again", e);
    }
  }

  private static StoredRows header(Path file, InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    try {
      int magic = in.readInt();
      ArrayElementType type = type(magic >>> 8);
      int axes = magic & 0xff;
      if (type == null || axes < 1 || axes > MAX_AXES) {
        throw new DataException(
            file
                + " is not an IDX file: it begins with 0x"
                + String.format("%08x", magic)
                + ", where 0x00000803 (images) or 0x00000801 (labels) was expected; it looks like "
                + FileKind.of(file));
      }
      long[] dims = new long[axes];
      for (int i = 0; i < axes; i++) {
        dims[i] = in.readInt();
        if (dims[i] < 0) {
          throw new DataException(
              file
                  + ": axis "
                  + i
                  + " has the impossible length "
                  + dims[i]
                  + " at offset "
                  + (4 + 4 * i)
                  + "; the header is damaged");
        }
      }
      return new StoredRows(file.toString(), type, dims);
    } catch (EOFException e) {
      throw new DataException(
          file
              + " ends within its header: it looks like "
              + FileKind.of(file)
              + "; an IDX file was expected",
          e);
    }
  }

  private static ArrayElementType type(int code) {
    return switch (code) {
      case 0x08 -> ArrayElementType.U8;
      case 0x09 -> ArrayElementType.I8;
      case 0x0B -> ArrayElementType.I16;
      case 0x0C -> ArrayElementType.I32;
      case 0x0D -> ArrayElementType.F32;
      case 0x0E -> ArrayElementType.F64;
      default -> null;
    };
  }

  private static DataException wrongLength(
      Path file, StoredRows shape, String what, long expected, long length) {
    boolean less = length < expected;
    return new DataException(
        file
            + (less ? " is cut short: " : " is too long: ")
            + what
            + " should have "
            + expected
            + " bytes for shape "
            + Arrays.toString(shape.dims())
            + " of "
            + shape.type()
            + ", but has "
            + length
            + (less ? "" : " or more")
            + "; fetch it again");
  }
}
