package dev.vae.data.read;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.function.Executable;

/** Makes small files of all kinds, byte by byte. */
public final class Samples {
  private Samples() {}

  public static byte[] idx(int type, int[] dims, byte[] data) {
    return bytes(
        out -> {
          out.writeInt(type << 8 | dims.length);
          for (int dim : dims) {
            out.writeInt(dim);
          }
          out.write(data);
        });
  }

  public static byte[] npy(String descr, boolean fortran, String shape, byte[] data) {
    return npy(1, descr, fortran, shape, data);
  }

  public static byte[] npy(int version, String descr, boolean fortran, String shape, byte[] data) {
    String dictionary =
        "{'descr': '"
            + descr
            + "', 'fortran_order': "
            + (fortran ? "True" : "False")
            + ", 'shape': "
            + shape
            + ", }";
    return npy(version, dictionary, data);
  }

  public static byte[] npy(int version, String dictionary, byte[] data) {
    byte[] text = (dictionary + " \n").getBytes(StandardCharsets.UTF_8);
    return bytes(
        out -> {
          out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
          ByteBuffer length = ByteBuffer.allocate(version == 1 ? 2 : 4).order(LITTLE);
          if (version == 1) {
            length.putShort((short) text.length);
          } else {
            length.putInt(text.length);
          }
          out.write(length.array());
          out.write(text);
          out.write(data);
        });
  }

  public static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  public static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;

  public static byte[] gzip(byte[] data) {
    return bytes(
        out -> {
          try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(data);
          }
        });
  }

  public static Path file(Path folder, String name, byte[] data) {
    try {
      return Files.write(folder.resolve(name), data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path file(Path folder, String name, String text) {
    return file(folder, name, text.getBytes(StandardCharsets.UTF_8));
  }

  public static double[] row(RowSource source, long row) {
    double[] values = new double[source.event().elements()];
    source.read(row, values);
    return values;
  }

  /** Checks that the message has all these words. */
  public static void refused(Executable action, String... words) {
    DataException e = assertThrows(DataException.class, action);
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), "'" + word + "' in: " + e.getMessage());
    }
  }

  interface Content {
    void to(DataOutputStream out) throws IOException;
  }

  public static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      content.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An archive of arrays, compressed or not. */
  public static byte[] zip(boolean packed, Map<String, byte[]> arrays) {
    return bytes(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(packed ? ZipOutputStream.DEFLATED : ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
              ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
              CRC32 crc = new CRC32();
              crc.update(array.getValue());
              entry.setSize(array.getValue().length);
              entry.setCrc(crc.getValue());
              zip.putNextEntry(entry);
              zip.write(array.getValue());
            }
          }
        });
  }
}
