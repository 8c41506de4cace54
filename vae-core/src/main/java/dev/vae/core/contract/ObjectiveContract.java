package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.InputTerms;
import dev.vae.core.contract.bench.PartKind;
import dev.vae.core.contract.bench.Subject;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The contract of {@link Objective}: rules C1 to C5, C7 to C9, C11, and O1 to O6. It is tried with
 * a diagonal Gaussian posterior, a standard normal prior, and log-likelihoods that are inputs.
 */
public final class ObjectiveContract extends Contract<ObjectiveContract> {
  private int latent = 2;
  private boolean rowsMeet;

  private ObjectiveContract(Spec spec) {
    super(PartKind.OBJECTIVE, spec);
  }

  /** Returns the contract of an objective with these options. */
  public static ObjectiveContract of(Spec objective) {
    return new ObjectiveContract(objective);
  }

  /** Sets how many latent dimensions there are; 2 if not given. */
  public ObjectiveContract latent(int count) {
    latent = count;
    return this;
  }

  /**
   * Says that rows meet in the loss by design, as in a discrepancy between whole batches of
   * latents, or a function of a batch's mean KL. Log-likelihoods must still be a mean over rows,
   * and the rest must not grow with their number.
   */
  public ObjectiveContract rowsMeet() {
    rowsMeet = true;
    return this;
  }

  @Override
  protected ObjectiveContract self() {
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
    Context pass = new TracedPart(new OnBench(objective), true).pass;
    InputTerms terms = new InputTerms(pass, latent, objective.samples());
    CommonRules.ordered(objective.loss(terms, pass).report(), "the report of loss()");
  }

  /** Rows of a loss have a rule of their own. */
  @Override
  void rows(Plugins known) {}

  @Override
  void more(Plugins known, Findings findings) {
    LossRules rules = new LossRules(new TracedPart(onBench(known), true), rowsMeet);
    boolean loss =
        findings.check(Rule.LOSS, rules::falls)
            && findings.check(Rule.AVERAGE, rules::average)
            && findings.check(Rule.ROWS_APART, rules::apart)
            && findings.check(Rule.NATS, rules::nats);
    if (loss) {
      findings.check(Rule.DIVERGENCE, rules::divergence);
      findings.check(Rule.OBSERVED, rules::observed);
    }
  }

  @Override
  void shapes(Plugins known) {
    Objective objective = create(known);
    require(objective.samples() >= 1, "samples() is " + objective.samples());
    new TracedPart(new OnBench(objective), true)
        .outputs.forEach(
            (name, t) ->
                require(t.shape().equals(Shape.SCALAR), name + " is " + t.shape() + ", no scalar"));
  }

  private final class OnBench implements Subject {
    private final Objective objective;

    OnBench(Objective objective) {
      this.objective = objective;
    }

    @Override
    public long seed() {
      return seed;
    }

    @Override
    public Map<String, Tensor> trace(Context pass) {
      Objective.Loss loss = objective.loss(new InputTerms(pass, latent, objective.samples()), pass);
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put("loss", loss.value());
      loss.report().forEach((name, t) -> outputs.put("report " + name, t));
      return outputs;
    }

    @Override
    public double[] values(String input, int count, Random random) {
      return Subject.normal(count, random, 1);
    }

    /**
     * Draws an input: log-likelihoods of whole rows are large and negative; log-variances are kept
     * in range.
     */
    @Override
    public double[] extremes(String input, int count, Random random, double size) {
      double[] large = Subject.large(count, random, size);
      if (input.equals("q logVariance")) {
        return Subject.large(count, random, Math.min(size, 10));
      }
      if (input.equals(InputTerms.LOG_LIKELIHOOD)) {
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
      return !input.equals(InputTerms.X);
    }
  }
}
