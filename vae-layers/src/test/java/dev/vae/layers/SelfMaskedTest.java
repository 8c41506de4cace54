package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values that are missing by their own size. */
class SelfMaskedTest {
  private static final Shape EVENT = Shape.of(3);
  private static final int ROWS = 2;

  /** The terms of two rows of which the last element of each is missing. */
  private static final class Trace {
    final TracedLayer pass = new TracedLayer(true, ROWS);
    final Tensor x = pass.input("x", EVENT.withLeading(dev.vae.core.graph.Dim.N));
    final Tensor observed = pass.input("observed", x.shape());
    final Map<String, Tensor> heads = new LinkedHashMap<>();
    final Distribution of;

    Trace(Spec spec) {
      pass.leaves.put("observed", new double[] {1, 1, 0, 1, 1, 0});
      Likelihood likelihood = Plugins.load().likelihood(spec);
      likelihood
          .heads(EVENT)
          .forEach((n, shape) -> heads.put(n, pass.input(n, shape.withLeading(x.shape().dim(0)))));
      of = likelihood.distribution(heads, EVENT, pass);
    }

    Tensor masks() {
      return of.logObserved(x, observed).orElseThrow();
    }

    double[] leaf(String ending) {
      return pass.leaves.entrySet().stream()
          .filter(e -> e.getKey().endsWith(ending))
          .findFirst()
          .orElseThrow()
          .getValue();
    }
  }

  private static double softplus(double v) {
    return Math.log1p(Math.exp(v));
  }

  private static double[] tenfold(double[] values) {
    return java.util.Arrays.stream(values).map(v -> 10 * v).toArray();
  }

  @Test
  void itIsALogisticCurveOfTheValueOrOfADrawForIt() {
    Trace trace = new Trace(Likelihoods.selfMasked(Likelihoods.gaussian(), "high"));
    double[] masks = trace.pass.value(trace.masks());
    double[] drawn = trace.pass.value(trace.of.sample());
    double[] x = trace.leaf("x");
    double[] weight = tenfold(trace.leaf("missingWeight"));
    double[] bias = tenfold(trace.leaf("missingBias"));
    for (int i = 0; i < masks.length; i++) {
      boolean seen = i % 3 != 2;
      double logit = softplus(weight[i % 3]) * (seen ? x[i] : drawn[i]) + bias[i % 3];
      assertEquals(-softplus(seen ? logit : -logit), masks[i], 1e-12);
    }
  }

  /** Where large values are missing more often, a hole says that its value is large. */
  @Test
  void aHolePullsItsMeanToWhereValuesAreMissing() {
    for (String missing : List.of("high", "low")) {
      Trace trace = new Trace(Likelihoods.selfMasked(Likelihoods.gaussian(), missing));
      Tensor slope = Gradients.of(trace.masks().sum(), List.of(trace.heads.get("mean"))).get(0);
      double[] slopes = trace.pass.value(slope);
      for (int i = 0; i < slopes.length; i++) {
        double expected = i % 3 != 2 ? 0 : missing.equals("high") ? 1 : -1;
        assertEquals(expected, Math.signum(slopes[i]), missing + " " + i);
      }
    }
    Trace trace = new Trace(Likelihoods.selfMasked(Likelihoods.gaussian(), "either"));
    assertTrue(trace.pass.gradient(trace.masks()).error() < 1e-5);
  }

  @Test
  void partsThatAreMissingAtRandomAddNothing() {
    Spec masked = Likelihoods.selfMasked(Likelihoods.gaussian(), "low");
    Spec both = Likelihoods.composite(Likelihoods.of(masked, 2, 0), Likelihoods.gaussian());
    Trace trace = new Trace(both);
    double[] masks = trace.pass.value(trace.masks());
    double[] drawn = trace.pass.value(trace.of.sample());
    double[] x = trace.leaf("x");
    double[] weight = tenfold(trace.leaf("missingWeight"));
    double[] bias = tenfold(trace.leaf("missingBias"));
    for (int r = 0; r < ROWS; r++) {
      double missing = -softplus(weight[0]) * drawn[3 * r + 2] + bias[0];
      double there = -softplus(weight[1]) * x[3 * r] + bias[1];
      double[] expected = {-softplus(there), 0, -softplus(-missing)};
      assertArrayEquals(expected, java.util.Arrays.copyOfRange(masks, 3 * r, 3 * r + 3), 1e-12);
    }
    assertTrue(new Trace(Likelihoods.gaussian()).of.logObserved(trace.x, trace.x).isEmpty());
  }

  @Test
  void otherWordsAreRefused() {
    Spec wrong = Likelihoods.selfMasked(Likelihoods.gaussian(), "hihg");
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Plugins.load().likelihood(wrong));
    assertTrue(e.getMessage().contains("hihg"), e.getMessage());
  }
}
