package dev.vae.serve.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What points may be coloured by.
 *
 * @param classes the names of classes, whose numbers the values are; empty for other numbers
 * @param values of every row, NaN where there is none; computed when the page asks for them
 */
record Colour(String name, List<String> classes, Supplier<float[]> values) {
  static Colour of(String name, List<String> classes, float[] values) {
    return new Colour(name, classes, () -> values);
  }

  static Colour of(String name, float[] values) {
    return of(name, List.of(), values);
  }

  Map<String, Object> described() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    if (!classes.isEmpty()) {
      map.put("classes", classes);
    }
    return map;
  }
}
