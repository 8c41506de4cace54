package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Pass;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The contract of {@link Objective}: rules C1 to C5, C7 to C9 and O1. It is tried with a diagonal
 * Gaussian posterior, a standard normal prior, and log-likelihoods that are inputs.
 */
public final class ObjectiveContract extends Contract<ObjectiveContract> {
  private static final int ROWS = 4;

  private int latent = 2;

  private ObjectiveContract(Spec spec) {
    super(PartKind.OBJECTIVE, spec);
  }

  /** The contract of an objective with these options. */
  public static ObjectiveContract of(Spec objective) {
    return new ObjectiveContract(objective);
  }

  /** How many latent dimensions there are; 2 if not given. */
  public ObjectiveContract latent(int count) {
    latent = count;
    return this;
  }

  @Override
  ObjectiveContract self() {
    return this;
  }

  private Objective create(Plugins known) {
    return PartKind.OBJECTIVE.make().apply(known, spec);
  }

  @Override
  Subject onBench(Plugins known) {
    return new OnBench(create(known));
  }

  @Override
  void ordered(Plugins known) {
    Objective objective = create(known);
    Pass pass = new Bench(new OnBench(objective), true).pass;
    FreeTerms terms = new FreeTerms(pass, latent, objective.samples());
    CommonRules.ordered(objective.loss(terms, pass).report(), "the report of loss()");
  }

  /** In a loss rows may meet. */
  @Override
  void rows(Plugins known, boolean repeatable) {}

  @Override
  void more(Plugins known, Findings findings) {
    findings.check(Rule.LOSS, () -> falls(onBench(known)));
  }

  @Override
  void shapes(Plugins known) {
    Objective objective = create(known);
    require(objective.samples() >= 1, "samples() is " + objective.samples());
    new Bench(new OnBench(objective), true)
        .outputs.forEach(
            (name, t) ->
                require(t.shape().equals(Shape.SCALAR), name + " is " + t.shape() + ", no scalar"));
  }

  /** Raising every log-likelihood by the same lowers the loss. */
  private static void falls(Subject subject) {
    Bench bench = new Bench(subject, true);
    Map<String, double[]> numbers = bench.numbers(ROWS, 1, 0);
    require(numbers.containsKey(FreeTerms.LOG_LIKELIHOOD), "the log-likelihood is not used");
    double before = bench.evaluate("loss", numbers, ROWS)[0];
    double[] raised = numbers.get(FreeTerms.LOG_LIKELIHOOD);
    Arrays.setAll(raised, i -> raised[i] + 1);
    double after = bench.evaluate("loss", numbers, ROWS)[0];
    require(
        after < before,
        String.format(
            Locale.ROOT,
            "log-likelihoods 1 nat higher move the loss from %.6g to %.6g",
            before,
            after));
  }

  private final class OnBench implements Subject {
    private final Objective objective;

    OnBench(Objective objective) {
      this.objective = objective;
    }

    @Override
    public Map<String, Tensor> trace(Pass pass) {
      Objective.Loss loss = objective.loss(new FreeTerms(pass, latent, objective.samples()), pass);
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put("loss", loss.value());
      loss.report().forEach((name, t) -> outputs.put("report " + name, t));
      return outputs;
    }

    @Override
    public double[] values(String input, int count, Random random) {
      return Subject.normal(count, random, 1);
    }

    /** Log-likelihoods of whole rows are large and negative; log-variances are kept in range. */
    @Override
    public double[] extremes(String input, int count, Random random, double size) {
      double[] large = Subject.large(count, random, size);
      if (input.equals("q logVariance")) {
        return Subject.large(count, random, Math.min(size, 10));
      }
      if (input.equals(FreeTerms.LOG_LIKELIHOOD)) {
        Arrays.setAll(large, i -> -Math.abs(large[i]));
      }
      return large;
    }

    @Override
    public Set<String> differentiated() {
      return Set.of("loss");
    }

    @Override
    public boolean isDifferentiable(String input) {
      return !input.equals("x");
    }
  }
}
