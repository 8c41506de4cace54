package dev.vae.data.read;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Makes image files byte by byte, of kinds that Java's encoders do not write. */
final class Pictures {
  private Pictures() {}

  /** A chunk of a PNG. */
  record Chunk(String type, byte[] data) {}

  /**
   * A PNG.
   *
   * @param type 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
   * @param lines the packed samples of a line each
   */
  static byte[] png(int width, int depth, int type, byte[][] lines, Chunk... chunks) {
    return Samples.bytes(
        out -> {
          out.writeLong(0x89504e470d0a1a0aL);
          ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(lines.length);
          out.write(chunk("IHDR", header.put((byte) depth).put((byte) type).array()));
          for (Chunk chunk : chunks) {
            out.write(chunk(chunk.type(), chunk.data()));
          }
          ByteArrayOutputStream packed = new ByteArrayOutputStream();
          try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            for (byte[] line : lines) {
              deflater.write(0);
              deflater.write(line);
            }
          }
          out.write(chunk("IDAT", packed.toByteArray()));
          out.write(chunk("IEND", new byte[0]));
        });
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }

  /** A TIFF of one uncompressed strip. */
  static byte[] tiff(
      ByteOrder order,
      int width,
      int height,
      int bits,
      int photometric,
      int orientation,
      int format,
      byte[] data) {
    int[][] tags = {
      {256, width},
      {257, height},
      {258, bits},
      {259, 1},
      {262, photometric},
      {273, 0},
      {274, orientation},
      {277, 1},
      {278, height},
      {279, data.length},
      {339, format}
    };
    int at = 8 + 2 + 12 * tags.length + 4;
    ByteBuffer file = start(order, at + data.length);
    file.putShort((short) tags.length);
    for (int[] tag : tags) {
      boolean place = tag[0] == 273;
      entry(file, tag[0], place ? at : tag[1]);
    }
    return file.putInt(0).put(data).array();
  }

  /** Exif data with an orientation only. */
  static byte[] exif(ByteOrder order, int orientation) {
    ByteBuffer data = start(order, 8 + 2 + 12 + 4).putShort((short) 1);
    entry(data, 274, orientation);
    return data.putInt(0).array();
  }

  private static ByteBuffer start(ByteOrder order, int size) {
    ByteBuffer file = ByteBuffer.allocate(size).order(order);
    byte mark = (byte) (order == ByteOrder.BIG_ENDIAN ? 'M' : 'I');
    return file.put(mark).put(mark).putShort((short) 42).putInt(8);
  }

  private static void entry(ByteBuffer file, int tag, int value) {
    file.putShort((short) tag).putShort((short) 3).putInt(1);
    file.putShort((short) value).putShort((short) 0);
  }

  /** A JPEG with a segment put in behind its first two bytes. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] data) {
    return Samples.bytes(
        out -> {
          out.write(jpeg, 0, 2);
          out.writeShort(marker);
          out.writeShort(data.length + 2);
          out.write(data);
          out.write(jpeg, 2, jpeg.length - 2);
        });
  }

  static byte[] withExif(byte[] jpeg, ByteOrder order, int orientation) {
    byte[] exif = exif(order, orientation);
    byte[] data = Arrays.copyOf("Exif\0\0".getBytes(StandardCharsets.US_ASCII), 6 + exif.length);
    System.arraycopy(exif, 0, data, 6, exif.length);
    return withSegment(jpeg, 0xffe1, data);
  }

  /** A JPEG with an Adobe segment. */
  static byte[] withAdobe(byte[] jpeg, int transform) {
    byte[] data = Arrays.copyOf("Adobe".getBytes(StandardCharsets.US_ASCII), 12);
    data[6] = 100;
    data[11] = (byte) transform;
    return withSegment(jpeg, 0xffee, data);
  }

  /** A JPEG of four channels, every pixel the same, stored as they are. */
  static byte[] fourChannels(int width, int height, int... channels) {
    WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
    for (int i = 0; i < width * height; i++) {
      raster.setPixel(i % width, i / width, channels);
    }
    return jpeg(new IIOImage(raster, null, null));
  }

  static byte[] jpeg(BufferedImage image) {
    return jpeg(new IIOImage(image, null, null));
  }

  private static byte[] jpeg(IIOImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
