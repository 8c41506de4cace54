package dev.vae.data.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** The fields of a JSON object, read by type; what is wrong is said with its place. */
@NullUnmarked // no null leaves it
record Fields(String where, Map<?, ?> map) {

  static Fields of(String where, Object json) {
    if (json instanceof Map<?, ?> map) {
      return new Fields(where, map);
    }
    throw new IllegalArgumentException(where + " is not a JSON object");
  }

  Fields at(String place) {
    return new Fields(place, map);
  }

  boolean has(String key) {
    return map.get(key) != null;
  }

  private IllegalArgumentException wrong(String key, String expected) {
    return new IllegalArgumentException(where + ": '" + key + "' must be " + expected);
  }

  /** A text; with null for the usual, it must be there. */
  String text(String key, String usual) {
    Object value = map.get(key);
    if (value == null && usual != null) {
      return usual;
    }
    if (value instanceof String text) {
      return text;
    }
    throw wrong(key, "a text");
  }

  char character(String key, char usual) {
    Object value = map.get(key);
    if (value == null || "".equals(value)) {
      return usual;
    }
    if (value instanceof String text && text.length() == 1) {
      return text.charAt(0);
    }
    throw wrong(key, "one character");
  }

  double number(String key, double usual) {
    Object value = map.get(key);
    if (value == null) {
      return usual;
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(key, "a number");
  }

  static int whole(Object value, int least, int most) {
    if (value instanceof Long n && n >= least && n <= most) {
      return n.intValue();
    }
    throw new IllegalArgumentException(
        "'" + value + "' must be a whole number from " + least + " to " + most);
  }

  boolean flag(String key) {
    Object value = map.get(key);
    if (value == null || value instanceof Boolean) {
      return Boolean.TRUE.equals(value);
    }
    throw wrong(key, "true or false");
  }

  <E extends Enum<E>> E choice(String key, Class<E> kind, E usual) {
    String word = text(key, usual.name());
    for (E one : kind.getEnumConstants()) {
      if (one.name().equalsIgnoreCase(word)) {
        return one;
      }
    }
    throw wrong(key, "one of " + Arrays.toString(kind.getEnumConstants()).toLowerCase(Locale.ROOT));
  }

  Fields fields(String key) {
    return of(where + ": '" + key + "'", map.get(key));
  }

  /** A list; empty if it is not there. */
  List<Object> list(String key) {
    Object value = map.get(key);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return java.util.Collections.unmodifiableList(list);
    }
    throw wrong(key, "a list");
  }

  List<String> texts(String key) {
    return list(key).stream()
        .map(
            one -> {
              if (one instanceof String text) {
                return text;
              }
              throw wrong(key, "a list of texts");
            })
        .toList();
  }
}
