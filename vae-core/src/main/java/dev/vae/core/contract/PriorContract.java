package dev.vae.core.contract;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Trace;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Pass;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The contract of {@link Prior}: rules C1 to C9; D3, draws follow the log-density, which also shows
 * that it is normalised; and D5, the closed form of the KL divergence where there is one.
 */
public final class PriorContract extends Contract<PriorContract> {
  private static final int DRAWS = 10_000;

  private int latent = 2;
  private int condition;

  private PriorContract(Spec spec) {
    super(PartKind.PRIOR, spec);
  }

  /** The contract of a prior with these options. */
  public static PriorContract of(Spec prior) {
    return new PriorContract(prior);
  }

  /** How many latent dimensions there are; 2 if not given. */
  public PriorContract latent(int count) {
    latent = count;
    return this;
  }

  /** How many values the condition has that the prior is tried with; none if not given. */
  public PriorContract condition(int count) {
    condition = count;
    return this;
  }

  @Override
  PriorContract self() {
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
    findings.check(Rule.DRAWS, () -> draws(subject));
    findings.check(Rule.KL, () -> kl(subject));
  }

  @Override
  void shapes(Plugins known) {
    Prior prior = create(known);
    for (Shape z : new Shape[] {Shape.batch(latent), Shape.of(Dim.of(3), Dim.N, Dim.of(latent))}) {
      Map<String, Tensor> outputs = new Bench(new OnBench(prior, z), false).outputs;
      CommonRules.shape(outputs, "logProb", z.sub(0, z.rank() - 1));
      CommonRules.shape(outputs, "sample", Shape.batch(latent));
      if (outputs.containsKey("kl")) {
        CommonRules.shape(outputs, "kl", Shape.batch(latent));
      }
    }
  }

  private void draws(Subject subject) {
    Bench bench = new Bench(subject, false);
    Map<String, double[]> numbers = bench.numbers(DRAWS, 1, 0.1);
    sameForAll(numbers, Trace.CONDITION, condition);
    double[] draws = bench.evaluate("sample", numbers, DRAWS);
    numbers.put("z", draws);
    double[] logProb = bench.evaluate("logProb", numbers, DRAWS);
    Gauss.checkDraws(draws, latent, logProb, "(p is p(z))");
  }

  /** Against the mean of log q − log p over draws of a diagonal Gaussian. */
  private void kl(Subject subject) {
    Bench bench = new Bench(subject, false);
    if (!bench.outputs.containsKey("kl")) {
      return;
    }
    Map<String, double[]> numbers = bench.numbers(DRAWS, 1, 0.1);
    sameForAll(numbers, "q mean", latent);
    sameForAll(numbers, "q logVariance", latent);
    sameForAll(numbers, Trace.CONDITION, condition);
    double[] closed = bench.evaluate("kl", numbers, DRAWS);
    double expected = Arrays.stream(closed, 0, latent).sum();
    double[] mean = numbers.get("q mean");
    double[] logVariance = numbers.get("q logVariance");
    double[] z = new double[DRAWS * latent];
    double[] logQ = new double[DRAWS];
    Random random = Bench.random("z", 2);
    for (int i = 0; i < z.length; i++) {
      double e = random.nextGaussian();
      z[i] = mean[i] + Math.exp(0.5 * logVariance[i]) * e;
      logQ[i / latent] -= 0.5 * (e * e + logVariance[i] + Math.log(2 * Math.PI));
    }
    numbers.put("z", z);
    double[] logP = bench.evaluate("logProb", numbers, DRAWS);
    double[] differences = new double[DRAWS];
    Arrays.setAll(differences, i -> logQ[i] - logP[i]);
    Gauss.checkMean(
        differences, expected, 1e-9, "the mean of log q − log p, which kl() gives in closed form");
  }

  /** Gives all rows the first one's values. */
  private static void sameForAll(Map<String, double[]> numbers, String name, int width) {
    double[] all = numbers.getOrDefault(name, new double[0]);
    Arrays.setAll(all, i -> all[i % width]);
  }

  private final class OnBench implements Subject {
    private final Prior prior;
    private final Shape z;

    OnBench(Prior prior, Shape z) {
      this.prior = prior;
      this.z = z;
    }

    @Override
    public int condition() {
      return condition;
    }

    @Override
    public Map<String, Tensor> trace(Pass pass) {
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put("logProb", prior.logProb(pass.graph().input("z", z), pass));
      outputs.put("sample", prior.sample(latent, pass));
      Tensor mean = pass.graph().input("q mean", Shape.batch(latent));
      Tensor logVariance = pass.graph().input("q logVariance", Shape.batch(latent));
      prior.kl(new Diagonal(mean, logVariance, pass), pass).ifPresent(k -> outputs.put("kl", k));
      return outputs;
    }

    /** A linear model's posterior. */
    @Override
    public Inference encode(Tensor rows, Pass pass) {
      Shape weight = Shape.of(pass.width(), latent);
      Initializer first = Initializer.normal(0.5);
      return new Diagonal(
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
