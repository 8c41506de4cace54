package dev.vae.core.model;

import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.spec.VaeSpec;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where the parts of a model that are not built in came from, kept with it in words. */
final class PartOrigins {
  private static final String BUILT_IN = "dev.vae.layers.";

  private PartOrigins() {}

  /** Origins by kind and name, such as {@code likelihood rayleigh}: {@code waves.jar}. */
  static Map<String, Object> of(VaeSpec spec, Plugins plugins) {
    Set<String> names = new HashSet<>();
    collect(spec.toMap(), names);
    Map<String, Object> origins = new TreeMap<>();
    for (Class<? extends NamedProvider> kind : Plugins.kinds()) {
      plugins
          .all(kind)
          .forEach(
              (name, plugin) -> {
                if (names.contains(name) && !plugin.getClass().getName().startsWith(BUILT_IN)) {
                  origins.put(Plugins.describe(kind) + " " + name, Plugins.origin(plugin));
                }
              });
    }
    return origins;
  }

  /** All texts of a spec, the names of its parts among them. */
  private static void collect(Object value, Set<String> texts) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(v -> collect(v, texts));
    } else if (value instanceof Collection<?> list) {
      list.forEach(v -> collect(v, texts));
    } else if (value instanceof String text) {
      texts.add(text);
    }
  }

  /** What to do about those that are not there; empty if all are. */
  static String missing(Map<?, ?> origins, Plugins plugins) {
    StringBuilder words = new StringBuilder();
    for (Class<? extends NamedProvider> kind : Plugins.kinds()) {
      for (var origin : origins.entrySet()) {
        String part = String.valueOf(origin.getKey());
        String prefix = Plugins.describe(kind) + " ";
        boolean here =
            !part.startsWith(prefix)
                || plugins.all(kind).containsKey(part.substring(prefix.length()));
        if (!here) {
          words.append("; ").append(part).append(" came from ").append(origin.getValue());
        }
      }
    }
    return words.isEmpty()
        ? ""
        : words
            + " when this model was saved; jars of plugins go on the module path or class path, or"
            + " into a folder (--plugins DIR on the command line)";
  }
}
