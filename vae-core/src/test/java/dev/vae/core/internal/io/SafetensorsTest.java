package dev.vae.core.internal.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  private static Safetensors.Contents contents() {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    arrays.put("b/weight", new Safetensors.Array(Shape.of(2, 3), new float[] {1, 2, 3, 4, 5, 6}));
    arrays.put("none", new Safetensors.Array(Shape.of(0), new float[0]));
    arrays.put("a", new Safetensors.Array(Shape.SCALAR, new float[] {9, Float.NaN, 8}, 1));
    float[] large = new float[300_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = i * 0.5f;
    }
    arrays.put("large", new Safetensors.Array(Shape.of(300_000), large));
    return new Safetensors.Contents(arrays, Map.of("note", "ü \"quoted\""));
  }

  private static void write(Path file, Safetensors.Contents contents) {
    AtomicFiles.write(file, Safetensors.content(contents));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("deep/er/x.safetensors");
    write(file, contents());
    Safetensors.Contents back = Safetensors.read(file);
    assertEquals(Map.of("note", "ü \"quoted\""), back.metadata());
    assertEquals(contents().arrays().keySet(), back.arrays().keySet());
    assertEquals(Shape.of(2, 3), back.arrays().get("b/weight").shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, back.arrays().get("b/weight").values());
    assertTrue(Float.isNaN(back.arrays().get("a").values()[0]));
    assertArrayEquals(
        contents().arrays().get("large").values(), back.arrays().get("large").values());
    byte[] first = Files.readAllBytes(file);
    write(file, contents());
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void cutFilesAreRefused() throws IOException {
    Path file = folder.resolve("x");
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>(contents().arrays());
    arrays.remove("large");
    write(file, new Safetensors.Contents(arrays, Map.of()));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThrows(
          IllegalArgumentException.class, () -> Safetensors.read(file), "cut at " + length);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 4));
    refused("the file has 32 for them", file);
  }

  @Test
  void noBytesDoMoreHarmThanAnError() throws IOException {
    Path file = folder.resolve("x");
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>(contents().arrays());
    arrays.remove("large");
    write(file, new Safetensors.Contents(arrays, Map.of()));
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      byte[] spoilt = whole.clone();
      spoilt[random.nextInt(whole.length - 28)] = (byte) random.nextInt(256);
      Files.write(file, spoilt);
      try {
        Safetensors.read(file);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      }
    }
  }

  @Test
  void headersThatLieAreRefused() throws IOException {
    String ok = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    assertEquals(2, Safetensors.read(file(ok, 8)).arrays().get("a").values().length);
    refused("cannot lie in bytes 0 to 8", file(ok.replace("[2]", "[3]"), 8));
    refused("cannot lie in bytes 0 to 8", file(ok.replace("F32", "F64"), 8));
    for (String type : new String[] {"I64", "U8", "F8_E5M2", "BOOL", "f32"}) {
      refused("tensor 'a' has type " + type, file(ok.replace("F32", type), 8));
    }
    refused("lacks its dtype", file(ok.replace("\"F32\"", "null"), 8));
    refused("cannot lie in bytes 8 to 0", file(ok.replace("[0,8]", "[8,0]"), 8));
    refused("cannot lie in bytes -8 to 0", file(ok.replace("[0,8]", "[-8,0]"), 8));
    refused("lacks its dtype", file(ok.replace("[0,8]", "[0,9223372036854775807]"), 8));
    refused("which cannot be", file(ok.replace("[2]", "[-2]"), 8));
    refused("which cannot be", file(ok.replace("[2]", "[2147483647,2147483647,4]"), 8));
    refused("begins at byte 4", file(ok.replace("[0,8]", "[4,12]"), 12));
    String two =
        ok.replace("}}", "},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}");
    refused("begins at byte 4", file(two, 8));
    refused("is given twice", file(ok.replace("\"shape\"", "\"dtype\":\"F32\",\"shape\""), 8));
    refused("lacks its dtype", file("{\"a\":[]}", 8));
    refused("header is", file("{\"a\":", 8));
    ByteBuffer long64 =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE);
    refused("say that the header has", Files.write(folder.resolve("y"), long64.array()));
    assertThrows(UncheckedIOException.class, () -> Safetensors.read(folder.resolve("missing")));
  }

  @Test
  void otherFloatingTypesAreReadExactly() throws IOException {
    // every half: its value by the definition of IEEE 754, in double precision
    ByteBuffer halves = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 1 << 16; i++) {
      halves.putShort((short) i);
    }
    float[] read = values("F16", 1 << 16, halves.array());
    for (int i = 0; i < 1 << 16; i++) {
      int exponent = i >> 10 & 31;
      double size =
          exponent == 31
              ? (i & 1023) == 0 ? Double.POSITIVE_INFINITY : Double.NaN
              : exponent == 0
                  ? (i & 1023) * Math.pow(2, -24)
                  : (1024 + (i & 1023)) * Math.pow(2, exponent - 25);
      assertEquals((float) ((i & 0x8000) == 0 ? size : -size), read[i], "half " + i);
    }
    float[] upper = values("BF16", 1 << 16, halves.array());
    for (int i = 0; i < 1 << 16; i++) {
      assertEquals(Float.intBitsToFloat(i << 16), upper[i], "bfloat16 " + i);
    }
    ByteBuffer doubles = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    doubles.putDouble(0.5).putDouble(-0.0).putDouble(Double.NaN).putDouble(0x1p-149);
    assertArrayEquals(
        new float[] {0.5f, -0.0f, Float.NaN, Float.MIN_VALUE}, values("F64", 4, doubles.array()));
    for (double other : new double[] {0.1, 1e300, 0x1p-150, 16777217}) {
      ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(other);
      String message =
          assertThrows(IllegalArgumentException.class, () -> values("F64", 1, eight.array()))
              .getMessage();
      assertTrue(message.contains("tensor 'a' has type F64 and holds " + other), message);
    }
  }

  private float[] values(String type, int count, byte[] data) throws IOException {
    String header =
        "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
            .formatted(type, count, data.length);
    Path file = file(header, data.length);
    byte[] bytes = Files.readAllBytes(file);
    System.arraycopy(data, 0, bytes, bytes.length - data.length, data.length);
    return Safetensors.read(Files.write(file, bytes)).arrays().get("a").values();
  }

  @Test
  void everyFlippedBitOfASealedFileIsSeen() throws IOException {
    Path file = folder.resolve("x");
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>(contents().arrays());
    arrays.remove("large");
    Map<String, String> texts = new LinkedHashMap<>(Map.of("state", "{\"steps\":12}"));
    Safetensors.writeSealed(file, new Safetensors.Contents(arrays, texts));
    assertArrayEquals(
        new float[] {1, 2, 3, 4, 5, 6}, Safetensors.read(file).arrays().get("b/weight").values());
    byte[] whole = Files.readAllBytes(file);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] spoilt = whole.clone();
      spoilt[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, spoilt);
      // a bit of the word "sha256" itself takes the seal away, and no more
      try {
        Map<String, String> read = Safetensors.read(file).metadata();
        assertTrue(!read.containsKey("sha256"), "bit " + bit + ": " + read);
        assertEquals(texts.get("state"), read.get("state"));
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
      }
    }
  }

  @Test
  void aFailedWriteLeavesNothing() throws IOException {
    Path file = folder.resolve("x");
    Files.writeString(file, "old");
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class,
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(new byte[100]);
                      throw new IOException("No space left on device");
                    }));
    assertTrue(e.getMessage().endsWith("x: No space left on device"), e.getMessage());
    assertEquals("old", Files.readString(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
    UncheckedIOException way =
        assertThrows(
            UncheckedIOException.class, () -> AtomicFiles.write(file.resolve("y"), "text"));
    assertTrue(way.getMessage().contains("is not a folder"), way.getMessage());
  }

  private Path file(String header, int data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(folder.resolve("y"), bytes.putLong(json.length).put(json).array());
  }

  private static void refused(String part, Path file) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(message.contains(part) && message.contains(file.toString()), message);
  }
}
