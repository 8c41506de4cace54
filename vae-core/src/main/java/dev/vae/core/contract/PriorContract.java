package dev.vae.core.contract;

import dev.vae.core.contract.bench.DiagonalGaussian;
import dev.vae.core.contract.bench.GaussianProposal;
import dev.vae.core.contract.bench.PartKind;
import dev.vae.core.contract.bench.Significance;
import dev.vae.core.contract.bench.Subject;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The contract of {@link Prior}: rules C1 to C9 and C11; D8 and D10, rows and dimensions have noise
 * of their own; D3, draws follow the log-density, which also shows that it is normalised; and D5,
 * the closed form of the KL divergence where there is one.
 */
@SuppressWarnings("NullAway") // outputs that it asks for are there
public final class PriorContract extends Contract<PriorContract> {
  private static final int BATCHES = 100;
  private static final int BATCH = 400;

  private int latent = 2;
  private int condition;

  private PriorContract(Spec spec) {
    super(PartKind.PRIOR, spec);
  }

  /** Returns the contract of a prior with these options. */
  public static PriorContract of(Spec prior) {
    return new PriorContract(prior);
  }

  /** Sets how many latent dimensions there are; 2 if not given. */
  public PriorContract latent(int count) {
    latent = count;
    return this;
  }

  /** Sets how many values the condition has that the prior is tried with; none if not given. */
  public PriorContract condition(int count) {
    condition = count;
    return this;
  }

  @Override
  protected PriorContract self() {
    return this;
  }

  private Prior create(Plugins known) {
    return PartKind.PRIOR.make().apply(known, spec);
  }

  @Override
  Subject onBench(Plugins known) {
    return new OnBench(create(known), Shape.batch(latent));
  }

  @Override
  void more(Plugins known, Findings findings) {
    Subject subject = onBench(known);
    TracedPart bench = new TracedPart(subject, false);
    if (findings.check(Rule.OWN_NOISE, new NoiseRules(bench, "sample")::rows)) {
      DrawRules rules = draws(bench);
      if (findings.check(Rule.OWN_ELEMENT, rules::free)) {
        findings.check(Rule.DRAWS, () -> rules.check(z -> logProb(bench, z), bench.seeded("h", 1)));
      }
    }
    findings.check(Rule.KL, () -> kl(bench));
  }

  @Override
  void shapes(Plugins known) {
    Prior prior = create(known);
    for (Shape z : new Shape[] {Shape.batch(latent), Shape.of(Dim.of(3), Dim.N, Dim.of(latent))}) {
      Map<String, Tensor> outputs = new TracedPart(new OnBench(prior, z), false).outputs;
      CommonRules.shape(outputs, "logProb", z.sub(0, z.rank() - 1));
      CommonRules.shape(outputs, "sample", Shape.batch(latent));
      if (outputs.containsKey("kl")) {
        CommonRules.shape(outputs, "kl", Shape.batch(latent));
      }
    }
  }

  private DrawRules draws(TracedPart bench) {
    List<String> sample = List.of("sample");
    double[] draws = bench.many(sample, DrawRules.DRAWS, 1, 0.1, Map.of()).get("sample");
    return new DrawRules(draws, latent, logProb(bench, draws), "exp(logProb)");
  }

  private double[] logProb(TracedPart bench, double[] z) {
    int rows = z.length / latent;
    return bench.many(List.of("logProb"), rows, 1, 0.1, Map.of("z", z)).get("logProb");
  }

  /**
   * Against the mean of log q − log p over draws of a diagonal Gaussian, in batches whose mean and
   * covariance are those of the Gaussian: where log p is quadratic, nothing is left to chance.
   */
  private void kl(TracedPart bench) {
    if (!bench.outputs.containsKey("kl")) {
      return;
    }
    Map<String, double[]> values = bench.values(1, 1, 0.1);
    double expected = Arrays.stream(bench.evaluate("kl", values, 1)).sum();
    double[] mean = values.get("q mean");
    double[] logVariance = values.get("q logVariance");
    double[] z = new double[BATCHES * BATCH * latent];
    double[] differences = new double[BATCHES];
    Random random = bench.seeded("z", 2);
    for (int batch = 0; batch < BATCHES; batch++) {
      double[] e = GaussianProposal.whitened(Subject.normal(BATCH * latent, random, 1), latent);
      for (int i = 0; i < e.length; i++) {
        int k = i % latent;
        z[batch * e.length + i] = mean[k] + Math.exp(0.5 * logVariance[k]) * e[i];
        differences[batch] -= 0.5 * (e[i] * e[i] + logVariance[k] + Math.log(2 * Math.PI)) / BATCH;
      }
    }
    double[] logP = logProb(bench, z);
    for (int i = 0; i < logP.length; i++) {
      differences[i / BATCH] -= logP[i] / BATCH;
    }
    DrawRules.Average.of(differences)
        .require(
            expected,
            Significance.standardErrors(1),
            1e-6 * (1 + Math.abs(expected)),
            "the mean of log q − log p over draws, where kl() says the other");
  }

  private final class OnBench implements Subject {
    private final Prior prior;
    private final Shape z;

    OnBench(Prior prior, Shape z) {
      this.prior = prior;
      this.z = z;
    }

    @Override
    public long seed() {
      return seed;
    }

    @Override
    public int condition() {
      return condition;
    }

    @Override
    public Map<String, Tensor> trace(Context pass) {
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put("logProb", prior.logProb(pass.graph().input("z", z), pass));
      outputs.put("sample", prior.sample(latent, pass));
      Tensor mean = pass.graph().input("q mean", Shape.batch(latent));
      Tensor logVariance = pass.graph().input("q logVariance", Shape.batch(latent));
      prior
          .kl(new DiagonalGaussian(mean, logVariance, pass), pass)
          .ifPresent(k -> outputs.put("kl", k));
      return outputs;
    }

    /** Returns a linear model's posterior. */
    @Override
    public Inference encode(Tensor rows, Context pass) {
      Shape weight = Shape.of(pass.width(), latent);
      Initializer first = Initializer.normal(0.5);
      return new DiagonalGaussian(
          rows.matmul(pass.parameter("encoder mean", weight, first)),
          rows.matmul(pass.parameter("encoder logVariance", weight, first)),
          pass);
    }

    @Override
    public double[] values(String input, int count, Random random) {
      return Subject.normal(count, random, 1);
    }

    /** Latents may be anything; a posterior's log-variance is kept within 15 of 0. */
    @Override
    public double[] extremes(String input, int count, Random random, double size) {
      return Subject.large(
          count, random, input.equals("q logVariance") ? Math.min(size, 10) : size);
    }

    @Override
    public Set<String> differentiated() {
      return Set.of("logProb", "kl");
    }

    @Override
    public boolean isDifferentiable(String input) {
      return true;
    }
  }
}
