package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.grad.GradientCheck;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ProbabilityTest {
  private static final Plugins PLUGINS = Plugins.load();
  private static final List<Spec> GAUSSIANS =
      List.of(
          Likelihoods.gaussianFixed(0.3),
          Likelihoods.gaussian(),
          Likelihoods.gaussian(Likelihoods.Variance.PER_DIMENSION),
          Likelihoods.gaussian(Likelihoods.Variance.PER_ELEMENT).with("value", 0.5));

  private static Distribution distribution(Spec spec, TracedLayer part, int width) {
    Likelihood likelihood = PLUGINS.likelihood(spec);
    Map<String, Tensor> heads = new HashMap<>();
    likelihood
        .heads(Shape.of(width))
        .forEach((name, shape) -> heads.put(name, part.input(name, Shape.batch(width))));
    return likelihood.distribution(heads, Shape.of(width), part);
  }

  @Test
  void bernoulliSumsToOne() {
    TracedLayer part = new TracedLayer(false, 3);
    Distribution d = distribution(Likelihoods.bernoulli(), part, 4);
    double[] one = part.value(d.logProb(part.graph().constant(1)).exp());
    double[] zero = part.value(d.logProb(part.graph().constant(0)).exp());
    for (int i = 0; i < one.length; i++) {
      assertEquals(1, one[i] + zero[i], 1e-12);
    }
    assertArrayEquals(one, part.value(d.mean()), 1e-12);
    part.leaves.put("logits", new double[12]);
    Arrays.fill(part.leaves.get("logits"), -2000);
    assertEquals(-2000, part.value(d.logProb(part.graph().constant(1)))[0], 1e-9);
  }

  @Test
  void gaussiansIntegrateToOne() {
    for (Spec spec : GAUSSIANS) {
      TracedLayer part = new TracedLayer(false, 2);
      Distribution d = distribution(spec, part, 3);
      double[] sum = new double[6];
      Tensor x = part.input("at", Shape.SCALAR);
      Tensor density = d.logProb(x).exp();
      double step = 0.01;
      for (double at = -14; at < 14; at += step) {
        part.leaves.put("at", new double[] {at});
        double[] p = part.value(density);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += p[i] * step;
        }
      }
      for (double s : sum) {
        assertEquals(1, s, 1e-6, spec.toString());
      }
    }
  }

  @Test
  void samplesHaveTheMomentsTheyShould() {
    for (Spec spec : GAUSSIANS) {
      int rows = 4000;
      TracedLayer part = new TracedLayer(false, rows);
      Distribution d = distribution(spec, part, 2);
      Tensor apart = d.sample().sub(d.mean()).div(d.parameters().get("variance").sqrt());
      double[] v = part.value(apart);
      assertEquals(0, Arrays.stream(v).average().orElseThrow(), 0.05, spec.toString());
      assertEquals(1, Arrays.stream(v).map(x -> x * x).average().orElseThrow(), 0.08);
    }
    TracedLayer part = new TracedLayer(false, 4000);
    Distribution d = distribution(Likelihoods.bernoulli(), part, 1);
    double[] drawn = part.value(d.sample());
    double[] mean = part.value(d.mean());
    assertEquals(
        Arrays.stream(mean).average().orElseThrow(),
        Arrays.stream(drawn).average().orElseThrow(),
        0.03);
    assertTrue(Arrays.stream(drawn).allMatch(x -> x == 0 || x == 1));
  }

  @Test
  void gradientsEqualFiniteDifferences() {
    List<Spec> all = new java.util.ArrayList<>(GAUSSIANS);
    all.add(Likelihoods.bernoulli());
    for (Spec spec : all) {
      TracedLayer part = new TracedLayer(true, 3);
      Tensor x = part.input("x", Shape.batch(4));
      GradientCheck check = part.gradient(distribution(spec, part, 4).logProb(x));
      assertTrue(check.error() < 1e-6, spec + ": " + check);
    }
  }

  @Test
  void theDivergenceIsTheIntegralItStandsFor() {
    for (Spec spec : List.of(Posteriors.gaussian(), Posteriors.gaussianShared())) {
      TracedLayer part = new TracedLayer(true, 3);
      Tensor features = part.input("h", Shape.batch(5));
      Inference q = PLUGINS.posterior(spec).infer(features, 2, part);
      Prior p = PLUGINS.prior(Priors.standardNormal());
      double[] kl = part.value(p.kl(q, part).orElseThrow());
      double[] mean = part.value(q.mean());
      double[] logVariance = part.value(q.logVariance().orElseThrow());
      for (int i = 0; i < kl.length; i++) {
        assertEquals(integral(mean[i], logVariance[i]), kl[i], 1e-6, spec.toString());
      }
      // by draws: the densities of draw and prior give the same in the mean
      int many = 4000;
      Tensor z = q.draw(many).z();
      Tensor ratio = q.draw(many).logProb().sub(p.logProb(z, part)).mean(0);
      double[] estimate = part.value(ratio);
      for (int r = 0; r < 3; r++) {
        assertEquals(kl[2 * r] + kl[2 * r + 1], estimate[r], 0.15, spec.toString());
      }
      GradientCheck check = part.gradient(p.kl(q, part).orElseThrow());
      assertTrue(check.error() < 1e-6, spec + ": " + check);
    }
  }

  /**
   * log q − log p of two Gaussians is quadratic, and so its mean is that over the 2d points mean ±
   * √d times the columns of q's factor, exactly.
   */
  @Test
  void everyPairOfGaussiansHasItsDivergenceInClosedForm() {
    int d = 3;
    int rows = 2;
    List<Spec> priors =
        List.of(
            Priors.standardNormal(),
            Spec.of("normal"),
            Spec.of("conditionalNormal"),
            Spec.of("gaussianMixture").with("components", 1));
    List<Spec> posteriors =
        List.of(Posteriors.gaussian(), Posteriors.gaussianShared(), Spec.of("fullCovariance"));
    for (Spec posterior : posteriors) {
      for (Spec prior : priors) {
        String pair = posterior + " and " + prior;
        TracedLayer part = new TracedLayer(true, rows);
        part.conditioned(part.input("condition", Shape.batch(2)), null);
        Inference q = PLUGINS.posterior(posterior).infer(part.input("h", Shape.batch(5)), d, part);
        Prior p = PLUGINS.prior(prior);
        Tensor kl = inPrior(part, () -> p.kl(q, part).orElseThrow(() -> new AssertionError(pair)));
        List<String> before = List.copyOf(part.leaves.keySet());
        Inference.Draw draw = q.draw(2 * d);
        double[] noise = part.leaves.get("noise");
        assertTrue(!before.contains("noise") && noise.length == 2 * d * rows * d, pair);
        Arrays.fill(noise, 0);
        for (int k = 0; k < 2 * d; k++) {
          for (int row = 0; row < rows; row++) {
            noise[(k * rows + row) * d + k / 2] = (k % 2 == 0 ? 1 : -1) * Math.sqrt(d);
          }
        }
        Tensor logPrior = inPrior(part, () -> p.logProb(draw.z(), part));
        double[] expected = part.value(draw.logProb().sub(logPrior).mean(0));
        assertArrayEquals(expected, part.value(kl.sum(-1)), 1e-9, pair);
        GradientCheck check = part.gradient(kl);
        assertTrue(check.error() < 1e-6, pair + ": " + check);
      }
    }
  }

  private static Tensor inPrior(TracedLayer part, Supplier<Tensor> what) {
    try (var scope = part.scope("prior")) {
      return what.get();
    }
  }

  /** ∫ q log q/p by the midpoint rule. */
  private static double integral(double mean, double logVariance) {
    double s = Math.exp(0.5 * logVariance);
    double sum = 0;
    double step = 1e-3;
    for (double u = -12 + step / 2; u < 12; u += step) {
      double z = mean + s * u;
      double logQ = -0.5 * (Math.log(2 * Math.PI) + logVariance + u * u);
      double logP = -0.5 * (Math.log(2 * Math.PI) + z * z);
      sum += Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI) * (logQ - logP) * step;
    }
    return sum;
  }

  @Test
  void theLossIsTheNegativeBoundAndWarmsUp() {
    TracedLayer part = new TracedLayer(true, 3);
    FakeTerms terms = new FakeTerms(part, 4);
    double ll = Arrays.stream(part.value(terms.logLikelihood())).average().orElseThrow();
    double kl = Arrays.stream(part.value(terms.kl())).average().orElseThrow();
    assertEquals(kl - ll, loss(Objectives.elbo(), terms, part), 1e-12);
    assertEquals(3 * kl - ll, loss(Objectives.elbo(3), terms, part), 1e-12);
    // half an epoch of two is done
    assertEquals(0.75 * kl - ll, loss(Objectives.elbo(3).with("warmUp", 2), terms, part), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> PLUGINS.objective(Objectives.elbo(-1)));
  }

  private static double loss(Spec spec, FakeTerms terms, TracedLayer part) {
    return part.value(PLUGINS.objective(spec).loss(terms, part).value())[0];
  }
}
