package dev.vae.core.plugin;

import dev.vae.core.internal.text.PartText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which plugin, with which options: what typed factories return and JSON holds, {@code {"type":
 * "dense", "units": 400}}.
 *
 * <p>Option values are Boolean, Long, Double, String, Spec, and Lists of these. Integers of any
 * kind become Long, floats Double.
 *
 * @param name the name of the plugin
 * @param options the options, in order
 */
public record Spec(String name, Map<String, Object> options) {

  /** Checks and copies the options. */
  public Spec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(options, "options");
    Map<String, Object> copy = new LinkedHashMap<>();
    options.forEach((key, value) -> copy.put(key, normal(name, key, value)));
    options = Collections.unmodifiableMap(copy);
  }

  /** Returns a plugin without options. */
  public static Spec of(String name) {
    return new Spec(name, Map.of());
  }

  /**
   * Reads a text such as {@code sgd} or {@code sgd(learningRate=0.1, momentum=0)}. Values are true,
   * false, numbers, parts with options of their own, lists in square brackets, and else texts,
   * which double quotes keep together.
   *
   * @throws IllegalArgumentException if the text is not of that form; the message says where
   */
  public static Spec parse(String text) {
    Objects.requireNonNull(text, "text");
    return PartText.read(text, Spec::new);
  }

  /** Returns this with one option more, or another value for one. */
  public Spec with(String option, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(options);
    more.put(Objects.requireNonNull(option, "option"), value);
    return new Spec(name, more);
  }

  private static Object normal(String name, String key, Object value) {
    if (value instanceof Boolean || value instanceof String || value instanceof Spec) {
      return value;
    }
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double || value instanceof Float) {
      return Double.parseDouble(value.toString());
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>();
      list.forEach(v -> copy.add(normal(name, key, v)));
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException(
        "option '"
            + key
            + "' of '"
            + name
            + "' cannot be "
            + (value == null ? "null" : value.getClass().getName()));
  }

  @Override
  public String toString() {
    return options.isEmpty() ? name : name + options;
  }
}
