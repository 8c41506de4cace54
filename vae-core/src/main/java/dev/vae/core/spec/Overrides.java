package dev.vae.core.spec;

import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes one place of a JSON value, given as {@code path=value} with dots in the path. */
final class Overrides {
  private Overrides() {}

  static Object apply(Object root, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException(
          "'" + Messages.shown(assignment) + "' is not of the form key=value, such as latent=10");
    }
    String path = assignment.substring(0, equals).strip();
    Object value = value(assignment.substring(equals + 1).strip());
    return set(root, List.of(path.split("\\.", -1)), 0, value, path);
  }

  /** JSON where it is valid JSON, else a part with options, else the text as it stands. */
  private static Object value(String text) {
    try {
      return Json.read(text);
    } catch (IllegalArgumentException e) {
      return text.endsWith(")") ? part(text) : text;
    }
  }

  private static Object part(String text) {
    try {
      return SpecJson.write(Spec.parse(text));
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static Object set(
      @Nullable Object node, List<String> path, int at, Object value, String whole) {
    if (at == path.size()) {
      return value;
    }
    String step = path.get(at);
    if (node instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list);
      int index = index(step, list.size(), String.join(".", path.subList(0, at)));
      copy.set(index, set(copy.get(index), path, at + 1, value, whole));
      return copy;
    }
    Map<String, Object> copy = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach((key, old) -> copy.put((String) key, old));
    } else if (node instanceof String name) {
      copy.put("type", name);
    } else {
      throw new IllegalArgumentException(
          "cannot set '"
              + Messages.shown(whole)
              + "': '"
              + Messages.shown(String.join(".", path.subList(0, at)))
              + "' is "
              + (node == null ? "not there" : "the value " + Messages.shown(node))
              + ", there is nothing inside it");
    }
    copy.put(step, set(copy.get(step), path, at + 1, value, whole));
    return copy;
  }

  private static int index(String step, int size, String list) {
    if (step.matches("\\d{1,9}") && Integer.parseInt(step) < size) {
      return Integer.parseInt(step);
    }
    throw new IllegalArgumentException(
        "'"
            + Messages.shown(list)
            + "' has "
            + Messages.count(size, "entry")
            + ", counted from 0; '"
            + Messages.shown(step)
            + "' is none of them");
  }
}
