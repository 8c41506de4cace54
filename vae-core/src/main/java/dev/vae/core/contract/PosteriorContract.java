package dev.vae.core.contract;

import dev.vae.core.contract.bench.PartKind;
import dev.vae.core.contract.bench.Significance;
import dev.vae.core.contract.bench.Subject;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The contract of {@link Posterior}: rules C1 to C9 and C11; D8, D9 and D10, rows, draws and
 * dimensions have noise of their own; D3, draws follow their log-density (D10 and D3 are not asked
 * of a posterior whose draws are all the same); D4 for posteriors with a log-variance, which are
 * diagonal Gaussians; and D6 for those whose density is known at any point.
 */
@SuppressWarnings("NullAway") // outputs that it asks for are there
public final class PosteriorContract extends Contract<PosteriorContract> {
  private static final int SAMPLES = 3;
  private static final double SAME = 1e-6;
  private static final String Z = "latents";
  private static final String ANYWHERE = "density of given latents";

  private int features = 4;
  private int latent = 2;

  private PosteriorContract(Spec spec) {
    super(PartKind.POSTERIOR, spec);
  }

  /** Returns the contract of a posterior with these options. */
  public static PosteriorContract of(Spec posterior) {
    return new PosteriorContract(posterior);
  }

  /** Sets how many features the encoder gives; 4 if not given. */
  public PosteriorContract features(int count) {
    features = count;
    return this;
  }

  /** Sets how many latent dimensions there are; 2 if not given. */
  public PosteriorContract latent(int count) {
    latent = count;
    return this;
  }

  @Override
  protected PosteriorContract self() {
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
    boolean apart =
        findings.check(
            Rule.OWN_DRAW,
            () -> {
              TracedPart several = new TracedPart(new OnBench(create(known), SAMPLES), false);
              new NoiseRules(several, "z").groups(latent, "draws");
            });
    TracedPart bench = new TracedPart(new OnBench(create(known), 1), false);
    if (findings.check(Rule.OWN_NOISE, new NoiseRules(bench, "z")::rows) && apart) {
      Map<String, double[]> results =
          bench.many(List.copyOf(bench.outputs.keySet()), DrawRules.DRAWS, 1, 0.1, Map.of());
      DrawRules rules =
          new DrawRules(results.get("z"), latent, results.get("logProb"), "exp(log q(z | x))");
      boolean agree = agree(results);
      boolean follow =
          rules.isPoint()
              || findings.check(Rule.OWN_ELEMENT, rules::free)
                  && findings.check(
                      Rule.DRAWS,
                      () -> {
                        if (agree) {
                          draws(known, rules);
                        } else {
                          rules.check();
                        }
                      });
      if (follow) {
        findings.check(Rule.DENSITY, () -> density(results));
        findings.check(Rule.MEAN, () -> mean(results));
      }
    }
  }

  private void draws(Plugins known, DrawRules rules) {
    TracedPart bench = new TracedPart(new OnBench(create(known), 1, true), false);
    if (bench.outputs.containsKey(ANYWHERE)) {
      rules.check(
          z -> {
            int rows = z.length / latent;
            return bench.many(List.of(ANYWHERE), rows, 1, 0.1, Map.of(Z, z)).get(ANYWHERE);
          },
          bench.seeded("h", 1));
    } else {
      rules.check();
    }
  }

  @Override
  void shapes(Plugins known) {
    Posterior posterior = create(known);
    for (int samples = 1; samples <= 3; samples += 2) {
      Map<String, Tensor> outputs = new TracedPart(new OnBench(posterior, samples), false).outputs;
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

  /** Draws of a diagonal Gaussian have its mean and its variance. */
  private void mean(Map<String, double[]> results) {
    double[] logVariance = results.get("logVariance");
    if (logVariance == null) {
      return;
    }
    double errors = Significance.standardErrors(2 * latent);
    for (int i = 0; i < latent; i++) {
      double mean = results.get("mean")[i];
      double[] z = column(results.get("z"), i);
      DrawRules.Average.of(z).require(mean, errors, 1e-6, "the average of draws in dimension " + i);
      double[] squares = Arrays.stream(z).map(v -> (v - mean) * (v - mean)).toArray();
      DrawRules.Average.of(squares)
          .require(
              Math.exp(logVariance[i]), errors, 1e-6, "the variance of draws in dimension " + i);
    }
  }

  /** Where the two densities of draws are furthest apart, of those that are given twice. */
  private static int worst(Map<String, double[]> results) {
    double[] given = results.get("density");
    double[] drawn = results.get("logProb");
    int worst = 0;
    for (int i = 0; i < given.length; i++) {
      worst = apart(given[i], drawn[i]) <= apart(given[worst], drawn[worst]) ? worst : i;
    }
    return worst;
  }

  private static double apart(double given, double drawn) {
    return Math.abs(given - drawn) / Math.max(1, Math.abs(drawn));
  }

  private static boolean agree(Map<String, double[]> results) {
    if (!results.containsKey("density")) {
      return true;
    }
    int i = worst(results);
    return apart(results.get("density")[i], results.get("logProb")[i]) <= SAME;
  }

  private static void density(Map<String, double[]> results) {
    if (!agree(results)) {
      int i = worst(results);
      throw new Findings.Broken(
          String.format(
              Locale.ROOT,
              "logProb is %.8g where the draw has %.8g, limit a share of %.0e",
              results.get("density")[i],
              results.get("logProb")[i],
              SAME));
    }
  }

  private double[] column(double[] rows, int at) {
    double[] column = new double[rows.length / latent];
    Arrays.setAll(column, i -> rows[i * latent + at]);
    return column;
  }

  private final class OnBench implements Subject {
    private final Posterior posterior;
    private final int samples;
    private final boolean anywhere;

    OnBench(Posterior posterior, int samples) {
      this(posterior, samples, false);
    }

    OnBench(Posterior posterior, int samples, boolean anywhere) {
      this.posterior = posterior;
      this.samples = samples;
      this.anywhere = anywhere;
    }

    @Override
    public long seed() {
      return seed;
    }

    @Override
    public Map<String, Tensor> trace(Context pass) {
      Tensor x = pass.graph().input("features", Shape.batch(features));
      Inference q = posterior.infer(x, latent, pass);
      Inference.Draw draw = q.draw(samples);
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put("mean", q.mean());
      q.logVariance().ifPresent(v -> outputs.put("logVariance", v));
      outputs.put("z", draw.z());
      outputs.put("logProb", draw.logProb());
      q.logProb(draw.z()).ifPresent(p -> outputs.put("density", p));
      if (anywhere) {
        Shape each = Shape.of(Dim.of(samples), Dim.N, Dim.of(latent));
        q.logProb(pass.graph().input(Z, each)).ifPresent(p -> outputs.put(ANYWHERE, p));
      }
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
