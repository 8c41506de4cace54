package dev.vae.core.spec;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.io.JsonTree;
import dev.vae.core.internal.text.Messages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Schemas as plain JSON values, and back. */
final class SchemaJson {
  private SchemaJson() {}

  static Map<String, Object> write(Schema schema) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", schema.kind().name().toLowerCase(Locale.ROOT));
    map.put("event", SpecJson.lengths(schema.event()));
    if (!schema.columns().isEmpty()) {
      map.put("columns", schema.columns());
    }
    schema
        .scaling()
        .ifPresent(
            scaling -> {
              map.put("mean", scaling.mean());
              map.put("standardDeviation", scaling.standardDeviation());
            });
    map.put("binarization", schema.binarization().text());
    if (!schema.categories().isEmpty()) {
      Map<String, Object> categories = new LinkedHashMap<>();
      schema.categories().forEach((column, words) -> categories.put(column.toString(), words));
      map.put("categories", categories);
    }
    schema.divisor().ifPresent(by -> map.put("divisor", by));
    if (schema.missing()) {
      map.put("missing", true);
    }
    schema.condition().ifPresent(c -> map.put("condition", ConditionJson.write(c)));
    return map;
  }

  static Schema read(JsonTree tree) {
    tree.only(
        Set.of(
            "kind",
            "event",
            "columns",
            "mean",
            "standardDeviation",
            ConditionJson.FORMER,
            "binarization",
            "categories",
            "condition",
            "divisor",
            "missing"));
    Shape event = SpecJson.shape(tree, "event");
    List<String> columns = tree.has("columns") ? tree.list("columns", SchemaJson::text) : List.of();
    Optional<Scaling> scaling =
        tree.has("mean")
            ? Optional.of(
                new Scaling(
                    tree.list("mean", SchemaJson::number),
                    tree.list(
                        tree.has(ConditionJson.FORMER) ? ConditionJson.FORMER : "standardDeviation",
                        SchemaJson::number)))
            : Optional.empty();
    return new Schema(
        kind(tree.text("kind"), tree.at("kind")),
        event,
        columns,
        scaling,
        binarization(tree),
        tree.has("categories") ? categories(tree.object("categories")) : Map.of(),
        tree.has("condition") ? Optional.of(ConditionJson.read(tree)) : Optional.empty(),
        tree.has("divisor") ? Optional.of(tree.decimal("divisor")) : Optional.empty(),
        tree.has("missing") && tree.flag("missing"));
  }

  private static Binarization binarization(JsonTree tree) {
    try {
      return Binarization.of(tree.text("binarization"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(tree.at("binarization") + ": " + e.getMessage(), e);
    }
  }

  private static Map<Integer, List<String>> categories(JsonTree tree) {
    Map<Integer, List<String>> categories = new TreeMap<>();
    for (Object key : tree.map().keySet()) {
      String column = (String) key;
      if (!column.matches("\\d{1,9}")) {
        throw JsonTree.wrong(tree.at(column), "called after a column's number", column);
      }
      categories.put(Integer.valueOf(column), tree.list(column, SchemaJson::text));
    }
    return categories;
  }

  private static Schema.Kind kind(String name, String path) {
    for (Schema.Kind kind : Schema.Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "'"
            + path
            + "' is '"
            + name
            + "'; "
            + Messages.suggest(name, List.of("image", "table"), "it can be "));
  }

  static String text(Object value, String path) {
    if (value instanceof String text) {
      return text;
    }
    throw JsonTree.wrong(path, "a text", value);
  }

  private static Double number(Object value, String path) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw JsonTree.wrong(path, "a number", value);
  }
}
