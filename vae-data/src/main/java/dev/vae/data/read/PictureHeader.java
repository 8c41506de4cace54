package dev.vae.data.read;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the header of an image says that Java's decoders do not tell: the orientation in Exif data
 * (JPEG, PNG) or tag 274 (TIFF), the Adobe segment of a JPEG, and the transparent level of a grey
 * PNG. Only headers are read; one that makes no sense says nothing.
 *
 * @param orientation how the image is to be turned, 1 (not at all) to 8, as in Exif
 * @param inks the channels of a JPEG; 0 for other files
 * @param adobe the colour transform in a JPEG's Adobe segment, 0 to 2; -1 if it has none
 * @param transparent the level of a grey PNG, as stored, that means transparent; -1 if none does
 */
record PictureHeader(int orientation, int inks, int adobe, int transparent) {
  private static final PictureHeader PLAIN = new PictureHeader(1, 0, -1, -1);
  private static final int MOST_SEGMENTS = 4096;
  private static final int ORIENTATION = 0x0112;

  static PictureHeader of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long start = unsigned(channel, 0, 4, ByteOrder.BIG_ENDIAN);
      if (start >>> 16 == 0xffd8) {
        return jpeg(channel);
      }
      if (start == 0x89504e47L) {
        return png(channel);
      }
      boolean tiff = start == 0x49492a00L || start == 0x4d4d002aL;
      return tiff ? new PictureHeader(tiff(channel, 0), 0, -1, -1) : PLAIN;
    } catch (EOFException e) {
      return PLAIN;
    }
  }

  /** Walks the segments up to the first scan. */
  private static PictureHeader jpeg(FileChannel file) throws IOException {
    int orientation = 0;
    int inks = 0;
    int adobe = -1;
    long at = 2;
    for (int i = 0; i < MOST_SEGMENTS; i++) {
      long marker = unsigned(file, at, 2, ByteOrder.BIG_ENDIAN);
      if (marker == 0xffff) {
        at++; // a filling byte
        continue;
      }
      if (marker >>> 8 != 0xff || marker == 0xffda || marker == 0xffd9) {
        break;
      }
      long length = unsigned(file, at + 2, 2, ByteOrder.BIG_ENDIAN);
      if (marker == 0xffe1 && orientation == 0 && text(file, at + 4, 6).equals("Exif\0\0")) {
        orientation = tiff(file, at + 10);
      } else if (marker == 0xffee && length >= 14 && text(file, at + 4, 5).equals("Adobe")) {
        adobe = (int) unsigned(file, at + 15, 1, ByteOrder.BIG_ENDIAN);
      } else if (isFrame((int) marker)) {
        inks = (int) unsigned(file, at + 9, 1, ByteOrder.BIG_ENDIAN);
      }
      at += 2 + length;
    }
    return new PictureHeader(Math.max(1, orientation), inks, adobe, -1);
  }

  /** Whether a segment tells size and channels: 0xffc0 to 0xffcf but for three of other kinds. */
  private static boolean isFrame(int marker) {
    return marker >>> 4 == 0xffc && marker != 0xffc4 && marker != 0xffc8 && marker != 0xffcc;
  }

  private static PictureHeader png(FileChannel file) throws IOException {
    int orientation = 1;
    int transparent = -1;
    boolean grey = unsigned(file, 25, 1, ByteOrder.BIG_ENDIAN) == 0;
    long at = 8;
    for (int i = 0; i < MOST_SEGMENTS && at + 12 <= file.size(); i++) {
      long length = unsigned(file, at, 4, ByteOrder.BIG_ENDIAN);
      String type = text(file, at + 4, 4);
      if (type.equals("eXIf")) {
        orientation = tiff(file, at + 8);
      } else if (type.equals("tRNS") && grey && length == 2) {
        transparent = (int) unsigned(file, at + 8, 2, ByteOrder.BIG_ENDIAN);
      }
      at += 12 + length;
    }
    return new PictureHeader(orientation, 0, -1, transparent);
  }

  /** The orientation in the first directory of TIFF data; 1 if it has none. */
  private static int tiff(FileChannel file, long base) throws IOException {
    try {
      long start = unsigned(file, base, 4, ByteOrder.BIG_ENDIAN);
      if (start != 0x49492a00L && start != 0x4d4d002aL) {
        return 1;
      }
      ByteOrder order = start == 0x49492a00L ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      long directory = base + unsigned(file, base + 4, 4, order);
      long entries = unsigned(file, directory, 2, order);
      for (long i = 0; i < entries; i++) {
        long entry = directory + 2 + 12 * i;
        if (unsigned(file, entry, 2, order) == ORIENTATION) {
          int bytes = unsigned(file, entry + 2, 2, order) == 4 ? 4 : 2;
          long value = unsigned(file, entry + 8, bytes, order);
          return value >= 1 && value <= 8 ? (int) value : 1;
        }
      }
      return 1;
    } catch (EOFException e) {
      return 1;
    }
  }

  private static long unsigned(FileChannel file, long at, int bytes, ByteOrder order)
      throws IOException {
    byte[] read = read(file, at, bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      int place = order == ByteOrder.BIG_ENDIAN ? i : bytes - 1 - i;
      value = value << 8 | read[place] & 0xff;
    }
    return value;
  }

  private static String text(FileChannel file, long at, int bytes) throws IOException {
    return new String(read(file, at, bytes), StandardCharsets.ISO_8859_1);
  }

  private static byte[] read(FileChannel file, long at, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.array();
  }
}
