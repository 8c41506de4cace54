package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every objective against its formula written out over arrays, for a Gaussian posterior. */
class ObjectivesTest {
  private static final Plugins PLUGINS = Plugins.load();
  private static final int ROWS = 5;
  private static final int D = 4;
  private static final double TRAINING_ROWS = 100;

  private final TracedLayer part = new TracedLayer(true, ROWS);
  private final GaussianTerms terms = new GaussianTerms(part, D);

  private Objective.Loss loss(Spec spec) {
    return PLUGINS.objective(spec).loss(terms, part);
  }

  private double value(Spec spec) {
    return part.value(loss(spec).value())[0];
  }

  private double report(Spec spec, String name) {
    return part.value(loss(spec).report().get(name))[0];
  }

  private static double mean(int count, IntToDoubleFunction f) {
    return IntStream.range(0, count).mapToDouble(f).average().orElseThrow();
  }

  private double reconstruction() {
    return -mean(ROWS, i -> part.value(terms.logLikelihood())[i]);
  }

  /** The batch's mean KL of a dimension. */
  private double kl(int j) {
    double[] m = part.value(terms.mean());
    double[] v = part.value(terms.logVariance());
    return mean(ROWS, i -> 0.5 * (sq(m[i * D + j]) + Math.exp(v[i * D + j]) - 1 - v[i * D + j]));
  }

  private static double sq(double x) {
    return x * x;
  }

  private double klOf(int from, int to) {
    return IntStream.range(from, to).mapToDouble(this::kl).sum();
  }

  @Test
  void capacityHoldsTheKlAtAValueThatGrows() {
    double kl = klOf(0, D);
    double r = reconstruction();
    assertEquals(r + 1000 * Math.abs(kl - 3), value(Objectives.elboOfCapacity(3, 0)), 1e-9);
    // half an epoch of two is done
    Spec growing = Objectives.elboOfCapacity(3, 2).with("gamma", 5);
    assertEquals(r + 5 * Math.abs(kl - 0.75), value(growing), 1e-10);
    assertEquals(0.75, report(growing, "capacity"), 1e-12);
    for (String other : new String[] {"beta", "warmUp", "freeBits"}) {
      Spec both = Objectives.elboOfCapacity(3, 2).with(other, 1);
      assertThrows(IllegalArgumentException.class, () -> PLUGINS.objective(both), other);
    }
    assertThrows(
        IllegalArgumentException.class, () -> PLUGINS.objective(Objectives.elboOfCapacity(-1, 0)));
  }

  @Test
  void freeBitsAreOfEachDimensionOrGroup() {
    double free = 0.5 * (kl(0) + kl(1));
    double r = reconstruction();
    double each = IntStream.range(0, D).mapToDouble(j -> Math.max(free, kl(j))).sum();
    assertEquals(r + each, value(Objectives.elboWithFreeBits(free)), 1e-10);
    long below = IntStream.range(0, D).filter(j -> kl(j) < free).count();
    assertTrue(below > 0 && below < D, "a case of both kinds");
    assertEquals(below, report(Objectives.elboWithFreeBits(free), "groupsBelowFreeBits"));
    double pairs = Math.max(2 * free, klOf(0, 2)) + Math.max(2 * free, klOf(2, 4));
    assertEquals(r + pairs, value(Objectives.elboWithFreeBits(2 * free, 2)), 1e-10);
    double all = Math.max(4 * free, klOf(0, D));
    assertEquals(r + all, value(Objectives.elboWithFreeBits(4 * free, 1)), 1e-10);
    Spec warm = Objectives.elboWithFreeBits(free).with("beta", 3).with("warmUp", 2);
    assertEquals(r + 0.75 * each, value(warm), 1e-10);
    var uneven =
        assertThrows(
            IllegalArgumentException.class, () -> value(Objectives.elboWithFreeBits(1, 3)));
    assertTrue(uneven.getMessage().contains("4 latent dimensions into 3"), uneven.getMessage());
  }

  @Test
  void freeBitsOfDimensionsNeedTheirKl() {
    FakeTerms whole = new FakeTerms(part, 1);
    Objective byDimension = PLUGINS.objective(Objectives.elboWithFreeBits(1));
    var refused = assertThrows(IllegalArgumentException.class, () -> byDimension.loss(whole, part));
    assertTrue(refused.getMessage().contains("set groups to 1"), refused.getMessage());
    double kl = mean(ROWS, i -> part.value(whole.kl())[i]);
    Objective one = PLUGINS.objective(Objectives.elboWithFreeBits(9, 1));
    assertEquals(
        reconstruction() + Math.max(9, kl), part.value(one.loss(whole, part).value())[0], 1e-10);
  }

  /** log Σⱼ wᵢⱼ q(zᵢ | xⱼ), of all dimensions or of one. */
  private double aggregate(int i, int from, int to, boolean stratified) {
    double[] z = part.value(terms.draw().z());
    double[] m = part.value(terms.mean());
    double[] v = part.value(terms.logVariance());
    double sum = 0;
    for (int j = 0; j < ROWS; j++) {
      double log = 0;
      for (int k = from; k < to; k++) {
        double apart = sq(z[i * D + k] - m[j * D + k]) * Math.exp(-v[j * D + k]);
        log -= 0.5 * (apart + v[j * D + k] + Math.log(2 * Math.PI));
      }
      double others = (TRAINING_ROWS - 1) / (TRAINING_ROWS * (ROWS - 1));
      double weight = i == j ? 1 / TRAINING_ROWS : others;
      sum += Math.exp(log) * (stratified ? weight : 1 / (TRAINING_ROWS * ROWS));
    }
    return Math.log(sum);
  }

  @Test
  void betaTcTakesTheKlApart() {
    double[] own = part.value(terms.draw().logProb());
    double[] prior = part.value(terms.logPrior());
    for (String sampling : new String[] {"weighted", "stratified"}) {
      boolean stratified = sampling.equals("stratified");
      double whole = mean(ROWS, i -> aggregate(i, 0, D, stratified));
      double product =
          mean(
              ROWS,
              i ->
                  IntStream.range(0, D).mapToDouble(k -> aggregate(i, k, k + 1, stratified)).sum());
      double information = mean(ROWS, i -> own[i]) - whole;
      double dimensions = product - mean(ROWS, i -> prior[i]);
      Spec spec =
          Objectives.betaTc(6).with("alpha", 0.5).with("gamma", 2).with("sampling", sampling);
      assertEquals(information, report(spec, "mutualInformation"), 1e-10, sampling);
      assertEquals(whole - product, report(spec, "totalCorrelation"), 1e-10, sampling);
      assertEquals(dimensions, report(spec, "dimensionwiseKl"), 1e-10, sampling);
      assertEquals(
          reconstruction() + 0.5 * information + 6 * (whole - product) + 2 * dimensions,
          value(spec),
          1e-9,
          sampling);
      // with all weights 1 the parts add up to log q(z | x) − log p(z), whatever the estimate
      Spec plain = Objectives.betaTc(1).with("sampling", sampling);
      assertEquals(reconstruction() + mean(ROWS, i -> own[i] - prior[i]), value(plain), 1e-9);
    }
  }

  /** The unbiased estimate over two sets of rows. */
  private double discrepancy(DoubleUnaryOperator kernel) {
    double[] q = part.value(terms.draw().z());
    double[] p = part.value(terms.samplePrior());
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      for (int j = 0; j < ROWS; j++) {
        if (i != j) {
          sum += (alike(q, i, q, j, kernel) + alike(p, i, p, j, kernel)) / (ROWS * (ROWS - 1));
        }
        sum -= 2 * alike(q, i, p, j, kernel) / (ROWS * ROWS);
      }
    }
    return sum;
  }

  private static double alike(double[] a, int i, double[] b, int j, DoubleUnaryOperator kernel) {
    return kernel.applyAsDouble(
        IntStream.range(0, D).mapToDouble(k -> sq(a[i * D + k] - b[j * D + k])).sum());
  }

  @Test
  void discrepanciesCompareDrawsOfPosteriorAndPrior() {
    double rbf = discrepancy(square -> Math.exp(-square / (2 * D)));
    double[] scales = {0.1, 0.2, 0.5, 1, 2, 5, 10};
    double c = 2 * 0.25 * D;
    double imq =
        discrepancy(square -> Arrays.stream(scales).map(s -> s * c / (s * c + square)).sum());
    double r = reconstruction();
    Spec info = Objectives.infoVae(0.2, 50);
    assertEquals(rbf, report(info, "discrepancy"), 1e-12);
    assertEquals(r + 0.8 * klOf(0, D) + 49.2 * rbf, value(info), 1e-10);
    Spec wae = Objectives.waeMmd(7).with("bandwidth", 0.5);
    assertEquals(imq, report(wae, "discrepancy"), 1e-12);
    assertEquals(r + 7 * imq, value(wae), 1e-10);
    assertThrows(
        IllegalArgumentException.class, () -> PLUGINS.objective(Objectives.infoVae(1.5, 3)));
    assertThrows(
        IllegalArgumentException.class, () -> PLUGINS.objective(Objectives.infoVae(0.2, 0.1)));
  }

  @Test
  void aBatchOfOneRowHasNoDiscrepancyWithinItself() {
    TracedLayer one = new TracedLayer(true, 1);
    for (Spec spec :
        new Spec[] {Objectives.waeMmd(7), Objectives.betaTc(6).with("sampling", "stratified")}) {
      var loss = PLUGINS.objective(spec).loss(new GaussianTerms(one, D), one);
      assertTrue(Double.isFinite(one.value(loss.value())[0]), spec.toString());
    }
  }

  @Test
  void dipPullsTheCovarianceTowardsOne() {
    double[] m = part.value(terms.mean());
    double[] v = part.value(terms.logVariance());
    double bound = -reconstruction() - klOf(0, D);
    for (boolean ofMeans : new boolean[] {true, false}) {
      double off = 0;
      double on = 0;
      for (int a = 0; a < D; a++) {
        for (int b = 0; b < D; b++) {
          int i = a;
          int j = b;
          double first = mean(ROWS, n -> m[n * D + i]);
          double second = mean(ROWS, n -> m[n * D + j]);
          double c = mean(ROWS, n -> (m[n * D + i] - first) * (m[n * D + j] - second));
          if (a == b && !ofMeans) {
            c += mean(ROWS, n -> Math.exp(v[n * D + i]));
          }
          off += a == b ? 0 : c * c;
          on += a == b ? sq(c - 1) : 0;
        }
      }
      Spec spec = ofMeans ? Objectives.dipI(3, 20) : Objectives.dipII(3, 20);
      assertEquals(3 * off + 20 * on - bound, value(spec), 1e-9, spec.toString());
      assertEquals(off, report(spec, "offDiagonalPenalty"), 1e-10);
      assertEquals(on, report(spec, "diagonalPenalty"), 1e-10);
      assertFalse(off == 0 || on == 0);
    }
  }
}
