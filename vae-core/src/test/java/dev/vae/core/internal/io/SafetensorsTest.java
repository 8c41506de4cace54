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

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path file = folder.resolve("deep/er/x.safetensors");
    Safetensors.write(file, contents());
    Safetensors.Contents back = Safetensors.read(file);
    assertEquals(Map.of("note", "ü \"quoted\""), back.metadata());
    assertEquals(contents().arrays().keySet(), back.arrays().keySet());
    assertEquals(Shape.of(2, 3), back.arrays().get("b/weight").shape());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, back.arrays().get("b/weight").values());
    assertTrue(Float.isNaN(back.arrays().get("a").values()[0]));
    assertArrayEquals(
        contents().arrays().get("large").values(), back.arrays().get("large").values());
    byte[] first = Files.readAllBytes(file);
    Safetensors.write(file, contents());
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void cutFilesAreRefused() throws IOException {
    Path file = folder.resolve("x");
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>(contents().arrays());
    arrays.remove("large");
    Safetensors.write(file, new Safetensors.Contents(arrays, Map.of()));
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
    Safetensors.write(file, new Safetensors.Contents(arrays, Map.of()));
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
    refused("has type F64", file(ok.replace("F32", "F64"), 8));
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
  void aFailedWriteLeavesNothing() throws IOException {
    Path file = folder.resolve("x");
    Files.writeString(file, "old");
    UncheckedIOException e =
        assertThrows(
            UncheckedIOException.class,
            () ->
                AtomicFiles.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[100]));
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
