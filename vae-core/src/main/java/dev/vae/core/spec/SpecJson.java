package dev.vae.core.spec;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.io.JsonTree;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Specs as plain JSON values, and back. */
final class SpecJson {
  private static final String TYPE = "type";
  private static final List<String> KEYS =
      List.of(
          "event",
          "latent",
          "encoder",
          "decoder",
          "posterior",
          "prior",
          "likelihood",
          "objective",
          "output",
          "condition");

  private SpecJson() {}

  static VaeSpec read(Object value) {
    JsonTree tree = JsonTree.of(value, "");
    if (tree.has("spec")) {
      tree = tree.object("spec");
    }
    tree.only(new TreeSet<>(KEYS));
    for (var entry : tree.map().entrySet()) {
      if (entry.getValue() == null) {
        throw new IllegalArgumentException(
            "'" + entry.getKey() + "' is null; leave it out instead");
      }
    }
    VaeSpec.Builder spec = VaeSpec.builder().latent(tree.integer("latent"));
    if (tree.has("event")) {
      spec.event(shape(tree, "event"));
    }
    if (tree.has("encoder")) {
      spec.encoder(tree.list("encoder", SpecJson::part).toArray(Spec[]::new));
    }
    if (tree.has("decoder")) {
      spec.decoder(tree.list("decoder", SpecJson::part).toArray(Spec[]::new));
    }
    if (tree.has("posterior")) {
      spec.posterior(part(tree.map().get("posterior"), tree.at("posterior")));
    }
    if (tree.has("prior")) {
      spec.prior(part(tree.map().get("prior"), tree.at("prior")));
    }
    if (tree.has("likelihood")) {
      spec.likelihood(part(tree.map().get("likelihood"), tree.at("likelihood")));
    }
    if (tree.has("objective")) {
      spec.objective(part(tree.map().get("objective"), tree.at("objective")));
    }
    if (tree.has("output")) {
      spec.output(output(tree.text("output"), tree.at("output")));
    }
    if (tree.has("condition")) {
      spec.condition(tree.integer("condition"));
    }
    return spec.build();
  }

  static Map<String, Object> write(VaeSpec spec) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (spec.hasEvent()) {
      map.put("event", lengths(spec.event()));
    }
    map.put("latent", (long) spec.latent());
    map.put("encoder", write(spec.encoder()));
    map.put("decoder", write(spec.decoder()));
    map.put("posterior", write(spec.posterior()));
    map.put("prior", write(spec.prior()));
    Spec likelihood = spec.likelihood();
    if (likelihood != null) {
      map.put("likelihood", write(likelihood));
    }
    map.put("objective", write(spec.objective()));
    map.put("output", spec.output().name().toLowerCase(Locale.ROOT));
    if (spec.condition() > 0) {
      map.put("condition", (long) spec.condition());
    }
    return map;
  }

  static Shape shape(JsonTree tree, String key) {
    List<Integer> lengths =
        tree.list(
            key,
            (value, path) -> {
              if (value instanceof Long length && length >= 1 && length <= Integer.MAX_VALUE) {
                return length.intValue();
              }
              throw JsonTree.wrong(path, "a length of at least 1", value);
            });
    Shape shape = Shape.of(lengths.stream().mapToInt(Integer::intValue).toArray());
    try {
      shape.elements();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "'" + tree.at(key) + "' " + shape + " has more elements than an array can hold", e);
    }
    return shape;
  }

  static List<Object> lengths(Shape shape) {
    return shape.dims().stream().<Object>map(d -> (long) d.factor()).toList();
  }

  /** A part: its name alone, or an object with its name as {@code type} and its options. */
  static Spec part(@Nullable Object value, String path) {
    if (value instanceof String name) {
      return Spec.of(name);
    }
    JsonTree tree = JsonTree.of(value, path);
    if (!tree.has(TYPE)) {
      throw new IllegalArgumentException(
          "'" + path + "' must be a name, or an object with a \"type\"; it has no \"type\"");
    }
    Map<String, Object> options = new LinkedHashMap<>();
    tree.map()
        .forEach(
            (key, option) -> {
              if (!key.equals(TYPE)) {
                options.put((String) key, option(option, tree.at((String) key)));
              }
            });
    return new Spec(tree.text(TYPE), options);
  }

  private static Object option(Object value, String path) {
    if (value instanceof Map<?, ?>) {
      return part(value, path);
    }
    if (value instanceof List<?> list) {
      List<Object> parts = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        parts.add(option(list.get(i), path + "." + i));
      }
      return parts;
    }
    if (value == null) {
      throw new IllegalArgumentException("'" + path + "' is null; leave it out instead");
    }
    return value;
  }

  /** Returns a value, parts in it as JSON has them: by name, or with their options. */
  static Object write(Object value) {
    if (value instanceof Spec part && part.options().isEmpty()) {
      return part.name();
    }
    return value instanceof List<?> list
        ? list.stream().map(SpecJson::write).toList()
        : option(value);
  }

  /** As an option, where a name alone would come back as a text. */
  private static Object option(Object value) {
    if (value instanceof Spec part) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put(TYPE, part.name());
      part.options().forEach((key, option) -> map.put(key, option(option)));
      return map;
    }
    return value instanceof List<?> list ? list.stream().map(SpecJson::option).toList() : value;
  }

  private static VaeSpec.Output output(String name, String path) {
    for (VaeSpec.Output output : VaeSpec.Output.values()) {
      if (output.name().toLowerCase(Locale.ROOT).equals(name)) {
        return output;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + path
            + "' is '"
            + Messages.shown(name)
            + "'; "
            + Messages.suggest(name, List.of("dense", "direct", "channels"), "it can be "));
  }
}
