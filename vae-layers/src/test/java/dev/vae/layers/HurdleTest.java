package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Dim;
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

/** Values of which some single ones have a probability. */
class HurdleTest {
  private static final Shape EVENT = Shape.of(2);
  private static final double[][] SPIKES = {{-1, 0.5f}, {0, 3}};
  private static final Spec SPEC =
      Spec.of("hurdle")
          .with("likelihood", Spec.of("gaussian").with("variance", "perElement"))
          .with("at", List.of(List.of(-1.0, 0.5), List.of(0L, 3.0)));

  private final TracedLayer pass = new TracedLayer(true, 2);
  private final Map<String, Tensor> heads = new LinkedHashMap<>();

  private Distribution of(Spec spec) {
    Likelihood likelihood = Plugins.load().likelihood(spec);
    likelihood
        .heads(EVENT)
        .forEach((n, shape) -> heads.put(n, pass.input(n, shape.withLeading(Dim.N))));
    return likelihood.distribution(heads, EVENT, pass);
  }

  private double[] shares(int cell) {
    double[] logits = pass.leaves.get("logits");
    double[] shares = new double[3];
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      shares[i] = Math.exp(logits[cell * 3 + i]);
      sum += shares[i];
    }
    for (int i = 0; i < 3; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  @Test
  void spikesHaveProbabilitiesAndOthersADensity() {
    Distribution of = of(SPEC);
    Tensor x = pass.input("x", EVENT.withLeading(Dim.N));
    // the second row's 0.5 is no spike of its column
    pass.leaves.put("x", new double[] {-1, 3, 0.25, 0.5});
    double[] found = pass.value(of.logProb(x));
    assertEquals(Math.log(shares(0)[0]), found[0], 1e-6);
    assertEquals(Math.log(shares(1)[1]), found[1], 1e-6);
    for (int cell = 2; cell < 4; cell++) {
      double mean = pass.leaves.get("mean")[cell];
      double variance = pass.value(of.parameters().get("variance"))[cell];
      double apart = pass.leaves.get("x")[cell] - mean;
      double density = -0.5 * (Math.log(2 * Math.PI * variance) + apart * apart / variance);
      assertEquals(Math.log(shares(cell)[2]) + density, found[cell], 1e-5);
    }
  }

  @Test
  void theMeanCountsSpikesByTheirProbabilities() {
    double[] found = pass.value(of(SPEC).mean());
    for (int cell = 0; cell < 4; cell++) {
      double[] shares = shares(cell);
      double[] spikes = SPIKES[cell % 2];
      double mean = shares[0] * spikes[0] + shares[1] * spikes[1];
      assertEquals(mean + shares[2] * pass.leaves.get("mean")[cell], found[cell], 1e-5);
    }
  }

  @Test
  void drawsAreSpikesToTheLastBit() {
    Distribution of = of(SPEC);
    double[] sure = {99, 0, 0, 0, 99, 0, 0, 99, 0, 99, 0, 0};
    pass.leaves.put("logits", sure);
    double[] found = pass.value(of.sample());
    double[] expected = {-1, 3, 0.5, 0};
    for (int cell = 0; cell < 4; cell++) {
      assertEquals(expected[cell], found[cell], 0);
    }
  }

  @Test
  void wrongSpikesAreRefusedByOneLine() {
    for (Object wrong :
        List.of(
            List.of(),
            List.of("zero"),
            List.of(0, Double.NaN),
            List.of(1.0, 1.0),
            List.of(List.of(1.0), List.of(1.0, 2.0)),
            List.of(List.of(1.0), 2.0))) {
      Spec spec = Spec.of("hurdle").with("at", wrong);
      String message =
          assertThrows(IllegalArgumentException.class, () -> Plugins.load().likelihood(spec))
              .getMessage();
      assertTrue(message.contains("option 'at' of 'hurdle'"), message);
    }
    Spec three = Spec.of("hurdle").with("at", List.of(List.of(1L), List.of(2L), List.of(3L)));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> of(three))
            .getMessage()
            .contains("a list for each of 3 columns; the rows have 2"));
  }

  /** A spike at 0 is no value that a gamma distribution has, and −1 is neither. */
  @Test
  void othersMustHaveADensityOfAnyNumber() {
    for (String others : List.of("gamma", "poisson", "bernoulli")) {
      Spec spec = Spec.of("hurdle").with("likelihood", Spec.of(others));
      String message =
          assertThrows(IllegalArgumentException.class, () -> Plugins.load().likelihood(spec))
              .getMessage();
      assertTrue(message.contains("the values of " + others + " are "), message);
    }
  }
}
