package dev.vae.export.internal.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MessageTest {

  private static byte[] bytes(Payload message) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.writeTo(out);
    assertEquals(message.size(), out.size());
    return out.toByteArray();
  }

  @Test
  void writesTheExampleOfTheEncodingGuide() throws IOException {
    assertArrayEquals(new byte[] {8, (byte) 150, 1}, bytes(new ProtoMessage().varint(1, 150)));
    byte[] testing = {0x12, 7, 't', 'e', 's', 't', 'i', 'n', 'g'};
    assertArrayEquals(testing, bytes(new ProtoMessage().text(2, "testing")));
    byte[] nested = {0x1a, 3, 8, (byte) 150, 1};
    assertArrayEquals(
        nested, bytes(new ProtoMessage().nested(3, new ProtoMessage().varint(1, 150))));
  }

  @Test
  void readsBackWhatWasWritten() throws IOException {
    long[] numbers = {0, 1, 127, 128, 1L << 35, Long.MAX_VALUE, -1, Long.MIN_VALUE};
    ProtoMessage m = new ProtoMessage();
    for (long number : numbers) {
      m.varint(3, number);
    }
    m.float32(4, -1.5f).text(7, "Grüße").nested(9, new ProtoMessage()).varint(300, 5);
    WireReader read = WireReader.read(bytes(m));
    assertArrayEquals(numbers, read.all(3).stream().mapToLong(WireReader.Field::number).toArray());
    assertEquals(-1.5f, Float.intBitsToFloat((int) read.one(4).number()));
    assertEquals("Grüße", read.one(7).text());
    assertEquals(0, read.one(9).bytes().length);
    assertEquals(5, read.one(300).number());
  }

  @Test
  void refusesFieldsOutOfOrder() {
    ProtoMessage m = new ProtoMessage().varint(5, 1);
    assertThrows(IllegalArgumentException.class, () -> m.varint(4, 1));
  }

  @Test
  void writesFloatsInBlocks() throws IOException {
    float[] values = new float[40_001];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    TensorData tensor = new TensorData.Floats("t", List.of(39_999L), values, 2, 39_999);
    byte[] raw = bytes(tensor.raw());
    for (int i : new int[] {0, 1, 16_383, 16_384, 39_998}) {
      int bits = 0;
      for (int k = 3; k >= 0; k--) {
        bits = bits << 8 | raw[4 * i + k] & 0xFF;
      }
      assertEquals(i + 2f, Float.intBitsToFloat(bits));
    }
  }

  @Test
  void replacesAFileOnlyByAWholeOne(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("new/model.onnx");
    OnnxFile.write(new ProtoMessage().varint(1, 1), file);
    Payload broken =
        new Payload() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public void writeTo(OutputStream out) throws IOException {
            out.write(1);
            throw new IOException("disk full");
          }
        };
    assertThrows(IOException.class, () -> OnnxFile.write(broken, file));
    assertArrayEquals(new byte[] {8, 1}, Files.readAllBytes(file));
    try (var files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void refusesMoreThanTwoGigabytes(@TempDir Path folder) {
    Payload huge =
        new Payload() {
          @Override
          public long size() {
            return 3_000_000_000L;
          }

          @Override
          public void writeTo(OutputStream out) {
            throw new AssertionError();
          }
        };
    Path file = folder.resolve("huge.onnx");
    ProtoMessage model = new ProtoMessage().nested(7, huge);
    IOException e = assertThrows(IOException.class, () -> OnnxFile.write(model, file));
    assertTrue(e.getMessage().contains("huge.onnx would take 3.00 GB"), e.getMessage());
    assertTrue(Files.notExists(file));
  }
}
