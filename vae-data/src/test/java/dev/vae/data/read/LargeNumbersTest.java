package dev.vae.data.read;

import static dev.vae.data.read.Samples.bytes;
import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.gzip;
import static dev.vae.data.read.Samples.idx;
import static dev.vae.data.read.Samples.npy;
import static dev.vae.data.read.Samples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.data.internal.csv.Csv;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes and labels that no memory holds are refused by their place before memory is taken. */
class LargeNumbersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(9223372036854775807,)",
        "(9223372036854775807, 1)",
        "(1, 9223372036854775807)",
        "(4611686018427387904, 4)",
        "(4294967296, 4294967296)",
        "(2147483648, 2147483648, 4)",
        "(1, 2147483647)",
        "(1, 1000000000)",
        "(99999999999999999999,)",
        "(0, 4)",
        "(4, 0)",
        "()",
        "(-1,)"
      })
  void shapesOfArrays(String shape) {
    for (String type : new String[] {"|u1", "<f8"}) {
      for (boolean fortran : new boolean[] {false, true}) {
        byte[] array = npy(type, fortran, shape, new byte[8]);
        Path file = file(folder, "a.npy", array);
        refused(() -> Npy.open(file), "a.npy");
        Path zip = file(folder, "a.npz", npz("X.npy", array));
        refused(() -> Npz.open(zip, "X", null), "a.npz#X");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2147483647,2147483647", "1,2147483647", "0,1", "-1,1"})
  void shapesOfIdx(int rows, int width) {
    byte[] array = idx(8, new int[] {rows, width}, new byte[4]);
    refused(() -> Idx.images(file(folder, "a.idx", array)), "a.idx");
    refused(() -> Idx.images(file(folder, "a.gz", gzip(array))), "a.gz");
  }

  /** Row 1 of three holds what is no class number. */
  @ParameterizedTest
  @ValueSource(doubles = {2_000_000_000, 2_147_483_647, 131_072, 1e30, -1, 0.5, Double.NaN})
  void labelsThatAreNone(double label) {
    ByteBuffer labels = ByteBuffer.allocate(24).order(Samples.LITTLE);
    labels.putDouble(0).putDouble(label).putDouble(2);
    byte[] zip =
        npz(
            "X.npy", npy("|u1", false, "(3, 1)", new byte[3]),
            "y.npy", npy("<f8", false, "(3,)", labels.array()));
    Path file = file(folder, "a.npz", zip);
    refused(() -> Npz.open(file, "X", "y"), "a.npz#y", "row 1", "whole, from 0 up");
    if (!Double.isNaN(label)) {
      Path table = file(folder, "a.csv", "1,0\n2," + label + "\n3,1\n");
      refused(() -> Csv.open(table, false, "1"), "a.csv", "row 1", "whole, from 0 up");
    }
    if (label == (int) label) {
      ByteBuffer big = ByteBuffer.allocate(12).putInt(0).putInt((int) label).putInt(2);
      Path list = file(folder, "l.idx", idx(0x0C, new int[] {3}, big.array()));
      refused(() -> Idx.labels(list), "l.idx", "row 1");
    }
  }

  @Test
  void aLabelMayBeLarge() {
    Path table = file(folder, "a.csv", "1,0\n2,131071\n");
    assertEquals(131_072, Csv.open(table, false, "1").labels().orElseThrow().classes(0));
  }

  private static byte[] npz(Object... namesAndBytes) {
    return bytes(
        out -> {
          try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
              zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
              zip.write((byte[]) namesAndBytes[i + 1]);
            }
          }
        });
  }
}
