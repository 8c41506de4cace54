package dev.vae.core.spec;

import dev.vae.core.internal.io.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Conditions as plain JSON values, and back. */
final class ConditionJson {
  /** What earlier versions called the standard deviation. */
  static final String FORMER = "deviation";

  private ConditionJson() {}

  static List<Object> write(Condition condition) {
    List<Object> factors = new ArrayList<>();
    for (Condition.Factor factor : condition.factors()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", factor.name());
      map.put("from", factor.label() ? "label" : "column");
      if (factor.classes().isEmpty()) {
        map.put("mean", factor.mean());
        map.put("standardDeviation", factor.standardDeviation());
      } else {
        map.put("classes", factor.classes());
      }
      factors.add(map);
    }
    return factors;
  }

  /** From the key {@code condition}. */
  static Condition read(JsonTree tree) {
    return new Condition(tree.list("condition", (value, path) -> factor(JsonTree.of(value, path))));
  }

  private static Condition.Factor factor(JsonTree tree) {
    tree.only(Set.of("name", "from", "mean", "standardDeviation", FORMER, "classes"));
    boolean label = tree.text("from").equals("label");
    if (tree.has("classes")) {
      return Condition.Factor.of(tree.text("name"), label, tree.list("classes", SchemaJson::text));
    }
    return new Condition.Factor(
        tree.text("name"),
        label,
        List.of(),
        tree.decimal("mean"),
        tree.decimal(tree.has(FORMER) ? FORMER : "standardDeviation"));
  }
}
