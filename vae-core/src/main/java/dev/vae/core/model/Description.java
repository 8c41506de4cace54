package dev.vae.core.model;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Shape;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.VaeSpec;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A model in words and numbers. */
final class Description {
  private Description() {}

  static String of(Vae vae, Map<String, Shape> shapes) {
    Map<String, Long> counts = new LinkedHashMap<>();
    shapes.keySet().forEach(scope -> counts.put(scope, 0L));
    for (Variables.Variable v : vae.variables().all().values()) {
      if (v.trained()) {
        counts.merge(scope(v.name(), shapes), (long) v.size(), Long::sum);
      }
    }
    StringBuilder text = new StringBuilder();
    VaeSpec spec = vae.spec();
    text.append("rows ").append(spec.event()).append(", latent ").append(spec.latent());
    text.append(", posterior ").append(spec.posterior()).append(", prior ").append(spec.prior());
    text.append(", likelihood ").append(spec.likelihood());
    text.append(", objective ").append(spec.objective());
    if (spec.condition() > 0) {
      text.append(", condition ");
      text.append(vae.schema().condition().map(Condition::describe).orElse("" + spec.condition()));
    }
    text.append('\n');
    text.append(line("part", "output", "parameters"));
    counts.forEach(
        (scope, count) -> {
          Shape shape = shapes.get(scope);
          text.append(line(scope, shape == null ? "" : shape.toString(), number(count)));
        });
    return text.append(line("total", "", number(vae.parameterCount()))).toString();
  }

  /** The longest listed scope a variable is in, else its own. */
  private static String scope(String variable, Map<String, Shape> shapes) {
    String own = variable.substring(0, Math.max(0, variable.lastIndexOf('/')));
    for (String at = own; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
      if (shapes.containsKey(at)) {
        return at;
      }
    }
    return own.isEmpty() ? variable : own;
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String line(String part, String shape, String count) {
    return String.format(Locale.ROOT, "%-36s %-20s %12s%n", part, shape, count)
        .replace(System.lineSeparator(), "\n");
  }
}
