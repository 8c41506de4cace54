package dev.vae.core.internal.io;

import dev.vae.core.internal.text.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads values out of a JSON object with errors that name the place. */
public record JsonTree(Map<?, ?> map, String path) {

  /** Returns an object to read; its path is empty for the whole. */
  public static JsonTree of(Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return new JsonTree(map, path);
    }
    throw wrong(path, "an object", value);
  }

  /** Refuses keys that are not among the known ones. */
  public JsonTree only(Set<String> known) {
    for (Object key : map.keySet()) {
      if (key == null) {
        throw wrong(path, "an object without null keys", map);
      }
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

  /** Whether there is a value that is not null. */
  public boolean has(String key) {
    return map.get(key) != null;
  }

  /** Returns a whole number. */
  public int integer(String key) {
    Object value = map.get(key);
    if (value instanceof Long whole && whole == whole.intValue()) {
      return whole.intValue();
    }
    throw wrong(at(key), "a whole number", value);
  }

  /** Returns a text. */
  public String text(String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw wrong(at(key), "a text", map.get(key));
  }

  /** Returns a number. */
  public double decimal(String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw wrong(at(key), "a number", map.get(key));
  }

  /** Returns true or false. */
  public boolean flag(String key) {
    if (map.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw wrong(at(key), "true or false", map.get(key));
  }

  /** Returns an object within this one. */
  public JsonTree object(String key) {
    return of(map.get(key), at(key));
  }

  /** Reads each entry of a list with its path. */
  public <T> List<T> list(String key, BiFunction<Object, String, T> read) {
    if (!(map.get(key) instanceof List<?> list)) {
      throw wrong(at(key), "a list", map.get(key));
    }
    List<T> result = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      result.add(read.apply(list.get(i), at(key) + "." + i));
    }
    return result;
  }

  /** Returns the path of a key. */
  public String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Returns the error that a value is not as expected. */
  public static IllegalArgumentException wrong(String path, String expected, Object value) {
    String place = path.isEmpty() ? "this" : "'" + Messages.shown(path) + "'";
    String found = value == null ? "it is missing" : "not " + Messages.shown(value);
    return new IllegalArgumentException(place + " must be " + expected + "; " + found);
  }
}
