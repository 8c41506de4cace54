package dev.vae.core.model;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.rows.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Lets what a likelihood has of its own begin where the columns of some rows lie. */
final class StartingValues {
  private StartingValues() {}

  static void set(Vae vae, Rows rows, long seed, Likelihood likelihood) {
    Variables variables = vae.variables();
    List<Marginal> columns = Marginals.of(vae.prepared(rows), vae.supports(), seed);
    Map<String, double[]> first = likelihood.initialValues(Shape.of(vae.spec().width()), columns);
    Map<String, float[]> values = new LinkedHashMap<>();
    first.forEach(
        (name, numbers) -> {
          values.put("likelihood/" + name, singles(vae, name, numbers));
          // what a start says, the decoder's own bias need not
          String bias = "likelihood/" + Heads.head(name) + "/bias";
          if (variables.has(bias)) {
            values.put(bias, new float[variables.get(bias).size()]);
          }
        });
    variables.writing(() -> values.forEach((name, v) -> variables.get(name).set(v)));
  }

  private static float[] singles(Vae vae, String name, double[] numbers) {
    float[] singles = new float[numbers.length];
    for (int i = 0; i < singles.length; i++) {
      singles[i] = (float) numbers[i];
      if (!Float.isFinite(singles[i])) {
        throw new IllegalStateException(
            "likelihood '"
                + Objects.requireNonNull(vae.spec().likelihood()).name()
                + "' lets '"
                + name
                + "' begin with "
                + numbers[i]);
      }
    }
    return singles;
  }
}
