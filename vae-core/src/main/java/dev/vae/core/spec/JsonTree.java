package dev.vae.core.spec;

import dev.vae.core.internal.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads values out of a JSON object with errors that name the place. */
public record JsonTree(Map<?, ?> map, String path) {

  public static JsonTree of(Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return new JsonTree(map, path);
    }
    throw wrong(path, "an object", value);
  }

  /** Refuses keys that are not among the known ones. */
  public JsonTree only(Set<String> known) {
    for (Object key : map.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key '"
                + Messages.shown(at((String) key))
                + "'; "
                + Messages.suggest((String) key, known));
      }
    }
    return this;
  }

  public boolean has(String key) {
    return map.get(key) != null;
  }

  public int integer(String key) {
    Object value = map.get(key);
    if (value instanceof Long whole && whole == whole.intValue()) {
      return whole.intValue();
    }
    throw wrong(at(key), "a whole number", value);
  }

  public String text(String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw wrong(at(key), "a text", map.get(key));
  }

  double decimal(String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(at(key), "a number", map.get(key));
  }

  boolean flag(String key) {
    if (map.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(at(key), "true or false", map.get(key));
  }

  public JsonTree object(String key) {
    return of(map.get(key), at(key));
  }

  /** Each entry of a list, read with its path. */
  <T> List<T> list(String key, BiFunction<Object, String, T> read) {
    if (!(map.get(key) instanceof List<?> list)) {
      throw wrong(at(key), "a list", map.get(key));
    }
    List<T> result = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      result.add(read.apply(list.get(i), at(key) + "." + i));
    }
    return result;
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static IllegalArgumentException wrong(String path, String expected, Object value) {
    String place = path.isEmpty() ? "this" : "'" + Messages.shown(path) + "'";
    String found = value == null ? "it is missing" : "not " + Messages.shown(value);
    return new IllegalArgumentException(place + " must be " + expected + "; " + found);
  }
}
