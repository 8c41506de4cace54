package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Pass;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The contract of {@link Posterior}: rules C1 to C9; D3, draws follow their log-density (not asked
 * of a posterior whose draws are all the same); D4 for posteriors with a log-variance, which are
 * diagonal Gaussians; and D6 for those whose density is known at any point.
 */
public final class PosteriorContract extends Contract<PosteriorContract> {
  private static final int DRAWS = 10_000;

  private int features = 4;
  private int latent = 2;

  private PosteriorContract(Spec spec) {
    super(PartKind.POSTERIOR, spec);
  }

  /** The contract of a posterior with these options. */
  public static PosteriorContract of(Spec posterior) {
    return new PosteriorContract(posterior);
  }

  /** How many features the encoder gives; 4 if not given. */
  public PosteriorContract features(int count) {
    features = count;
    return this;
  }

  /** How many latent dimensions there are; 2 if not given. */
  public PosteriorContract latent(int count) {
    latent = count;
    return this;
  }

  @Override
  PosteriorContract self() {
    return this;
  }

  private Posterior create(Plugins known) {
    return PartKind.POSTERIOR.make().apply(known, spec);
  }

  @Override
  Subject onBench(Plugins known) {
    return new OnBench(create(known), 2);
  }

  @Override
  void more(Plugins known, Findings findings) {
    Subject single = new OnBench(create(known), 1);
    if (findings.check(Rule.DRAWS, () -> draws(single))) {
      findings.check(Rule.DENSITY, () -> density(single));
    }
    findings.check(Rule.MEAN, () -> mean(single));
  }

  @Override
  void shapes(Plugins known) {
    Posterior posterior = create(known);
    for (int samples = 1; samples <= 3; samples += 2) {
      Map<String, Tensor> outputs = new Bench(new OnBench(posterior, samples), false).outputs;
      Shape each = Shape.of(Dim.N, Dim.of(latent));
      CommonRules.shape(outputs, "mean", each);
      if (outputs.containsKey("logVariance")) {
        CommonRules.shape(outputs, "logVariance", each);
      }
      CommonRules.shape(outputs, "z", each.withLeading(Dim.of(samples)));
      CommonRules.shape(outputs, "logProb", Shape.of(Dim.of(samples), Dim.N));
      if (outputs.containsKey("density")) {
        CommonRules.shape(outputs, "density", Shape.of(Dim.of(samples), Dim.N));
      }
    }
  }

  private void draws(Subject subject) {
    Map<String, double[]> results = manyDraws(subject);
    Gauss.checkDraws(results.get("z"), latent, results.get("logProb"), "(p is q(z | x))");
  }

  /** Draws of a diagonal Gaussian have its mean and its variance. */
  private void mean(Subject subject) {
    Map<String, double[]> results = manyDraws(subject);
    double[] logVariance = results.get("logVariance");
    if (logVariance == null) {
      return;
    }
    for (int i = 0; i < latent; i++) {
      double mean = results.get("mean")[i];
      double[] z = column(results.get("z"), i);
      Gauss.checkMean(z, mean, 1e-6, "the average of draws in dimension " + i);
      double[] squares = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).toArray();
      double variance = Math.exp(logVariance[i]);
      Gauss.checkMean(squares, variance, 1e-6, "the variance of draws in dimension " + i);
    }
  }

  private void density(Subject subject) {
    Map<String, double[]> results = manyDraws(subject);
    double[] given = results.get("density");
    double[] drawn = results.get("logProb");
    for (int i = 0; given != null && i < drawn.length; i++) {
      require(
          Math.abs(given[i] - drawn[i]) <= 1e-6 * Math.max(1, Math.abs(drawn[i])),
          String.format(
              Locale.ROOT, "logProb is %.8g where the draw has %.8g", given[i], drawn[i]));
    }
  }

  private double[] column(double[] rows, int at) {
    double[] column = new double[rows.length / latent];
    Arrays.setAll(column, i -> rows[i * latent + at]);
    return column;
  }

  /** One row of features many times over: draws from one distribution. */
  private static Map<String, double[]> manyDraws(Subject subject) {
    Bench bench = new Bench(subject, false);
    Map<String, double[]> numbers = bench.numbers(DRAWS, 1, 0.1);
    Tensor x = bench.leaves(Op.INPUT).get(0);
    double[] one = bench.inputs(x, 1, 1);
    double[] all = new double[DRAWS * one.length];
    Arrays.setAll(all, i -> one[i % one.length]);
    numbers.put(x.name(), all);
    return bench.evaluate(numbers, DRAWS);
  }

  private final class OnBench implements Subject {
    private final Posterior posterior;
    private final int samples;

    OnBench(Posterior posterior, int samples) {
      this.posterior = posterior;
      this.samples = samples;
    }

    @Override
    public Map<String, Tensor> trace(Pass pass) {
      Tensor x = pass.graph().input("features", Shape.batch(features));
      Inference q = posterior.infer(x, latent, pass);
      Inference.Draw draw = q.draw(samples);
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put("mean", q.mean());
      q.logVariance().ifPresent(v -> outputs.put("logVariance", v));
      outputs.put("z", draw.z());
      outputs.put("logProb", draw.logProb());
      q.logProb(draw.z()).ifPresent(p -> outputs.put("density", p));
      return outputs;
    }

    @Override
    public double[] values(String input, int count, Random random) {
      return Subject.normal(count, random, 1);
    }

    @Override
    public double[] extremes(String input, int count, Random random, double size) {
      return Subject.large(count, random, size);
    }

    @Override
    public Set<String> differentiated() {
      return Set.of("z", "logProb");
    }

    @Override
    public boolean isDifferentiable(String input) {
      return true;
    }
  }
}
