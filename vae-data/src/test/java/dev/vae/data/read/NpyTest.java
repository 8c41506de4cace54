package dev.vae.data.read;

import static dev.vae.data.read.Samples.BIG;
import static dev.vae.data.read.Samples.LITTLE;
import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.npy;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.graph.Shape;
import dev.vae.data.rows.RowSource;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
  @TempDir Path folder;

  @Test
  void allTypesInBothByteOrders() {
    Map<String, BiConsumer<ByteBuffer, Double>> signed =
        Map.of(
            "i1", (b, v) -> b.put(v.byteValue()),
            "i2", (b, v) -> b.putShort(v.shortValue()),
            "i4", (b, v) -> b.putInt(v.intValue()),
            "i8", (b, v) -> b.putLong(v.longValue()),
            "f4", (b, v) -> b.putFloat(v.floatValue()),
            "f8", (b, v) -> b.putDouble(v));
    double[] values = {-128, 127, 0, -1};
    signed.forEach((type, put) -> both(type, values, put));
    both("u1", new double[] {255, 0}, (b, v) -> b.put(v.byteValue() == -1 ? -1 : v.byteValue()));
    both("u2", new double[] {65535, 258}, (b, v) -> b.putShort((short) v.intValue()));
    both("u4", new double[] {4294967295.0, 1}, (b, v) -> b.putInt((int) v.longValue()));
    both("u8", new double[] {0x1p63, 5}, (b, v) -> b.putLong(v == 5 ? 5 : Long.MIN_VALUE));
    both("b1", new double[] {1, 0}, (b, v) -> b.put(v.byteValue()));
  }

  private void both(String type, double[] values, BiConsumer<ByteBuffer, Double> put) {
    for (ByteOrder order : new ByteOrder[] {LITTLE, BIG}) {
      ByteBuffer data = ByteBuffer.allocate(64).order(order);
      for (double value : values) {
        put.accept(data, value == 255 ? -1.0 : value);
      }
      byte[] bytes = Arrays.copyOf(data.array(), data.position());
      String descr = (order == LITTLE ? "<" : ">") + type;
      String shape = "(1, " + values.length + ")";
      RowSource source = Npy.open(file(folder, "t", npy(descr, false, shape, bytes)));
      assertArrayEquals(values, row(source, 0), descr);
    }
  }

  @Test
  void halfPrecisionIsExact() {
    short[] bits = {0x3c00, (short) 0xc000, 0x7bff, 0x0001, 0x0400, 0x3555, (short) 0x8000};
    double[] values = {1, -2, 65504, 0x1p-24, 0x1p-14, 0x1.554p-2, -0.0};
    for (int i = 0; i < bits.length; i++) {
      assertEquals(values[i], ArrayElementType.half(bits[i]));
    }
    assertEquals(Double.NEGATIVE_INFINITY, ArrayElementType.half((short) 0xfc00));
    assertEquals(Double.NaN, ArrayElementType.half((short) 0x7e00));
  }

  @Test
  void unsignedLongsRoundOnce() {
    ByteBuffer data = ByteBuffer.allocate(8);
    long bits = (1L << 63) + (1L << 10) + 1; // just above the middle of two doubles
    data.putLong(bits);
    double[] value = new double[1];
    ArrayElementType.U64.read(data, 0, value, 1);
    assertEquals(new java.math.BigDecimal(Long.toUnsignedString(bits)).doubleValue(), value[0]);
  }

  @Test
  void fortranOrderIsTurned() {
    // a[n, h, w] = 100 n + 10 h + w for shape (2, 3, 2); the first index varies fastest
    byte[] data = new byte[12];
    int at = 0;
    for (int w = 0; w < 2; w++) {
      for (int h = 0; h < 3; h++) {
        for (int n = 0; n < 2; n++) {
          data[at++] = (byte) (100 * n + 10 * h + w);
        }
      }
    }
    RowSource source = Npy.open(file(folder, "f", npy("|u1", true, "(2, 3, 2)", data)));
    assertEquals(Shape.of(3, 2, 1), source.event());
    assertArrayEquals(new double[] {0, 1, 10, 11, 20, 21}, row(source, 0));
    assertArrayEquals(new double[] {100, 101, 110, 111, 120, 121}, row(source, 1));
    byte[] two = {0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6};
    RowSource shorts = Npy.open(file(folder, "g", npy(">i2", true, "(2, 3)", two)));
    assertArrayEquals(new double[] {1, 3, 5}, row(shorts, 0));
    assertArrayEquals(new double[] {2, 4, 6}, row(shorts, 1));
  }

  @Test
  void shapesBecomeRows() {
    assertEquals(Shape.of(1), open("(4,)").event());
    assertEquals(Shape.of(2), open("(2, 2)").event());
    assertEquals(Shape.of(2, 1, 1), open("(2, 2, 1)").event());
    assertEquals(Shape.of(1, 2, 2), open("(1, 1, 2, 2)").event());
    assertEquals(Shape.of(2, 1, 1, 1), open("(2, 2, 1, 1, 1)").event());
  }

  private RowSource open(String shape) {
    return Npy.open(file(folder, "s", npy("|u1", false, shape, new byte[4])));
  }

  @Test
  void allVersionsOfTheHeader() {
    for (int version = 1; version <= 3; version++) {
      byte[] bytes = npy(version, "|u1", false, "(2, 2)", new byte[] {1, 2, 3, 4});
      assertArrayEquals(new double[] {3, 4}, row(Npy.open(file(folder, "v", bytes)), 1));
    }
    byte[] four = npy(4, "|u1", false, "(2, 2)", new byte[4]);
    refused(() -> Npy.open(file(folder, "v", four)), "version 4");
  }

  @Test
  void objectsTextRecordsAndOthersAreRefused() {
    refuse("|O", "pickled", "refused");
    refuse("<U8", "text");
    refuse("|S4", "text");
    refuse("<c16", "complex");
    refuse("<M8[ns]", "dates");
    refuse("<f16", "unusual size");
    refuse("|V4", "without a meaning");
    String records = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }";
    refused(() -> Npy.open(file(folder, "r", npy(1, records, new byte[4]))), "several fields");
  }

  private void refuse(String descr, String... words) {
    byte[] bytes = npy(descr, false, "(1,)", new byte[32]);
    refused(() -> Npy.open(file(folder, "bad.npy", bytes)), words);
  }

  @Test
  void wrongLengthsAndHeadersAreNamed() {
    refused(() -> Npy.open(folder.resolve("none.npy")), "none.npy", "does not exist");
    refused(() -> Npy.open(file(folder, "e", "")), "empty file");
    refused(() -> Npy.open(file(folder, "c", "1,2,3\n")), "plain text");
    refused(() -> open("(5,)"), "cut short", "[5]");
    refused(() -> open("(3,)"), "too long");
    refused(() -> open("()"), "single number");
    refused(() -> open("(0, 3)"), "no values");
    refused(() -> open("(99999999999, 99999999999)"), "no file can hold");
    refused(() -> open("(9223372036854775807, 3)"), "no file can hold");
    refused(() -> open("(99999999999999999999, 3)"), "makes no sense");
    refused(() -> open("(-1, 3)"), "not one that NumPy writes");
    byte[] lies = npy("|u1", false, "(4,)", new byte[4]);
    lies[8] = (byte) 0xff;
    lies[9] = (byte) 0xff;
    refused(() -> Npy.open(file(folder, "l", lies)), "within its header");
  }
}
