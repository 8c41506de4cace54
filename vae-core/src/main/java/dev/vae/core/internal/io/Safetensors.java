package dev.vae.core.internal.io;

import dev.vae.core.graph.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named float32 arrays in one file that PyTorch, NumPy and others read directly, and in which
 * nothing can be executed: 8 bytes header length, a JSON header, the numbers little-endian. See
 * https://github.com/huggingface/safetensors.
 */
public final class Safetensors {
  static final String METADATA = "__metadata__";
  private static final int CHUNK = 1 << 18;

  private Safetensors() {}

  /** One array: {@code shape.elements()} numbers, row-major, from a place in an array. */
  public record Array(Shape shape, float[] values, int at) {

    /** An array of its own. */
    public Array(Shape shape, float[] values) {
      this(shape, values, 0);
    }
  }

  /** All arrays of a file by name, and its texts. */
  public record Contents(Map<String, Array> arrays, Map<String, String> metadata) {}

  /** Writes atomically; the same contents give the same bytes. */
  public static void write(Path file, Contents contents) {
    AtomicFiles.write(file, content(contents));
  }

  /** The bytes of a file, to be written. */
  public static AtomicFiles.Content content(Contents contents) {
    Map<String, Object> header = new LinkedHashMap<>();
    if (!contents.metadata().isEmpty()) {
      header.put(METADATA, contents.metadata());
    }
    long offset = 0;
    for (var entry : contents.arrays().entrySet()) {
      Shape shape = entry.getValue().shape();
      long end = offset + 4L * shape.elements();
      header.put(
          entry.getKey(),
          Map.of(
              "dtype", "F32",
              "shape", shape.dims().stream().map(d -> (long) d.factor()).toList(),
              "data_offsets", List.of(offset, end)));
      offset = end;
    }
    ByteBuffer head = header(sortedKeys(header));
    return channel -> {
      AtomicFiles.writeFully(channel, head.duplicate());
      for (Array array : contents.arrays().values()) {
        writeNumbers(channel, array);
      }
    };
  }

  /**
   * Reads a whole file.
   *
   * @throws IllegalArgumentException if the file is not valid; the message names file and tensor
   * @throws UncheckedIOException if it cannot be read
   */
  public static Contents read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      SafetensorsHeader header = SafetensorsHeader.read(channel, file);
      Map<String, Array> arrays = new LinkedHashMap<>();
      for (SafetensorsHeader.Entry entry : header.entries()) {
        float[] values = new float[Math.toIntExact((entry.end() - entry.begin()) / 4)];
        readNumbers(channel, header.dataAt() + entry.begin(), values, file);
        arrays.put(entry.name(), new Array(entry.shape(), values));
      }
      return new Contents(arrays, header.metadata());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + AtomicFiles.reason(e), e);
    }
  }

  /** Orders the keys within each tensor's entry, which Map.of does not. */
  private static Map<String, Object> sortedKeys(Map<String, Object> header) {
    Map<String, Object> result = new LinkedHashMap<>();
    header.forEach(
        (name, value) ->
            result.put(
                name,
                value instanceof Map<?, ?> map && !name.equals(METADATA)
                    ? new java.util.TreeMap<>(map)
                    : value));
    return result;
  }

  private static ByteBuffer header(Map<String, Object> header) {
    byte[] json = Json.writeCompact(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    return head.flip();
  }

  private static void writeNumbers(FileChannel channel, Array array) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int size = array.shape().elements();
    for (int from = 0; from < size; from += CHUNK) {
      int count = Math.min(CHUNK, size - from);
      bytes.clear();
      bytes.asFloatBuffer().put(array.values(), array.at() + from, count);
      bytes.limit(4 * count);
      AtomicFiles.writeFully(channel, bytes);
    }
  }

  private static void readNumbers(FileChannel channel, long at, float[] values, Path file)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * Math.min(CHUNK, Math.max(values.length, 1)));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK) {
      int count = Math.min(CHUNK, values.length - from);
      bytes.clear().limit(4 * count);
      readFully(channel, at + 4L * from, bytes, file);
      bytes.flip().asFloatBuffer().get(values, from, count);
    }
  }

  static void readFully(FileChannel channel, long at, ByteBuffer bytes, Path file)
      throws IOException {
    long place = at;
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, place);
      if (read < 0) {
        throw new IllegalArgumentException(file + " ends at byte " + place + ", too early");
      }
      place += read;
    }
  }
}
