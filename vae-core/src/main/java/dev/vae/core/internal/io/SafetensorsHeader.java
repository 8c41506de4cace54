package dev.vae.core.internal.io;

import dev.vae.core.graph.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The checked header of a safetensors file: all arrays lie within the file, one behind the other,
 * without holes, and have the size their shape says. Nothing is allocated before that is known.
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataAt) {

  /** The limit that the format's own reader sets. */
  private static final long LONGEST = 100_000_000;

  /** An array's place, in bytes from the start of the data. */
  record Entry(String name, ElementType type, Shape shape, long begin, long end) {}

  static SafetensorsHeader read(FileChannel channel, Path file) throws IOException {
    long size = channel.size();
    if (size < 10) {
      throw bad(file, "it has only " + size + " bytes");
    }
    ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    Safetensors.readFully(channel, 0, eight, file);
    long length = eight.flip().getLong();
    if (length < 2 || length > LONGEST || length > size - 8) {
      throw bad(file, "its first 8 bytes say that the header has " + length + " bytes");
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    Safetensors.readFully(channel, 8, text, file);
    Object json;
    try {
      json = Json.read(new String(text.array(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw bad(file, "its header is " + e.getMessage());
    }
    if (!(json instanceof Map<?, ?> map)) {
      throw bad(file, "its header is not a JSON object");
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (var item : map.entrySet()) {
      String name = (String) item.getKey();
      if (name.equals(Safetensors.METADATA)) {
        metadata = metadata(item.getValue(), file);
      } else {
        entries.add(entry(name, item.getValue(), file));
      }
    }
    checkPlaces(entries, size - 8 - length, file);
    return new SafetensorsHeader(entries, metadata, 8 + length);
  }

  private static Map<String, String> metadata(Object value, Path file) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      for (var item : map.entrySet()) {
        if (!(item.getValue() instanceof String text)) {
          throw bad(file, "metadata '" + item.getKey() + "' is not text");
        }
        texts.put((String) item.getKey(), text);
      }
      return texts;
    }
    throw bad(file, "its metadata is not a JSON object");
  }

  private static Entry entry(String name, Object value, Path file) {
    if (!(value instanceof Map<?, ?> map)
        || !(map.get("shape") instanceof List<?> lengths)
        || !(map.get("data_offsets") instanceof List<?> offsets)
        || !(map.get("dtype") instanceof String)
        || offsets.size() != 2
        || !(offsets.get(0) instanceof Long begin)
        || !(offsets.get(1) instanceof Long end)) {
      throw bad(file, "tensor '" + name + "' lacks its dtype, shape or data_offsets");
    }
    ElementType type = ElementType.of(map.get("dtype"));
    if (type == null) {
      throw bad(
          file,
          "tensor '"
              + name
              + "' has type "
              + map.get("dtype")
              + "; F32 is expected, or F16, BF16 or F64");
    }
    int[] shape = new int[lengths.size()];
    long elements = 1;
    for (int i = 0; i < shape.length; i++) {
      if (!(lengths.get(i) instanceof Long n)
          || n < 0
          || n > Integer.MAX_VALUE
          || n * elements > Integer.MAX_VALUE) {
        throw bad(file, "tensor '" + name + "' has shape " + lengths + ", which cannot be");
      }
      shape[i] = n.intValue();
      elements *= n;
    }
    if (begin < 0 || end < begin || end - begin != type.bytes() * elements) {
      throw bad(
          file,
          "tensor '"
              + name
              + "' of shape "
              + lengths
              + " cannot lie in bytes "
              + begin
              + " to "
              + end);
    }
    return new Entry(name, type, Shape.of(shape), begin, end);
  }

  private static void checkPlaces(List<Entry> entries, long size, Path file) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : sorted) {
      if (entry.begin() != at) {
        throw bad(
            file,
            "tensor '"
                + entry.name()
                + "' begins at byte "
                + entry.begin()
                + " of the data, not "
                + at);
      }
      at = entry.end();
    }
    if (at != size) {
      throw bad(file, "its tensors have " + at + " bytes, the file has " + size + " for them");
    }
  }

  private static IllegalArgumentException bad(Path file, String why) {
    return new IllegalArgumentException(file + " is not a valid safetensors file: " + why);
  }
}
