package dev.vae.serve.explore;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What points may be coloured by, as the page reads it. */
final class Colours {
  private Colours() {}

  /** Numbers as text: floats, little-endian, in base 64; NaN where there is none. */
  static String text(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  static Map<String, Object> numbers(String name, float[] values) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("values", text(values));
    return map;
  }

  /** Classes by their numbers, NaN for none. */
  static Map<String, Object> classes(String name, List<String> classes, float[] codes) {
    Map<String, Object> map = numbers(name, codes);
    map.put("classes", classes);
    return map;
  }
}
