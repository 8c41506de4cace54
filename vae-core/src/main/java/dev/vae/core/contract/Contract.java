package dev.vae.core.contract;

import dev.vae.core.contract.bench.ExternalRuntime;
import dev.vae.core.contract.bench.PartKind;
import dev.vae.core.contract.bench.Subject;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * What the contracts of a model's parts share: the rules on specs, traces and gradients.
 *
 * @param <C> the contract itself
 */
public abstract sealed class Contract<C extends Contract<C>> extends ProviderContract<C>
    permits LayerContract, LikelihoodContract, PosteriorContract, PriorContract, ObjectiveContract {
  final Spec spec;
  private final PartKind<?> kind;
  private final List<ExternalRuntime> runtimes = new ArrayList<>();

  /** Sets the kit's random numbers apart. */
  long seed;

  Contract(PartKind<?> kind, Spec spec) {
    super(kind.provider(), spec.name(), spec.toString());
    this.kind = kind;
    this.spec = spec;
  }

  /** Compares with this runtime too; else with all that ServiceLoader finds. */
  final C runtime(ExternalRuntime runtime) {
    runtimes.add(runtime);
    return self();
  }

  /**
   * Takes other random numbers than those of seed 0: the kit's are the same in every run, so that
   * what passes once always passes.
   */
  public final C seed(long number) {
    seed = number;
    return self();
  }

  @Override
  protected final void rules(Plugins known, Findings findings, boolean found) {
    boolean there =
        findings.check(Rule.ROUND_TRIP, this::roundTrip) & found
            && findings.check(Rule.CREATED, () -> kind.make().apply(known, spec));
    if (there) {
      rules(known, findings);
    }
  }

  /** The rules of all kinds, in the order in which one is easiest understood. */
  private void rules(Plugins known, Findings findings) {
    boolean good =
        findings.check(Rule.SHAPES, () -> traced(known))
            && findings.check(
                Rule.REPEATABLE,
                () -> {
                  CommonRules.repeatable(() -> onBench(known));
                  ordered(known);
                })
            && findings.check(Rule.SHAPES, () -> shapes(known));
    if (!good) {
      return; // what else is found would follow from this
    }
    findings.check(Rule.ROWS, () -> rows(known));
    Subject subject = onBench(known);
    findings.check(Rule.GRADIENTS, () -> CommonRules.gradients(subject));
    findings.check(Rule.FINITE, () -> CommonRules.finite(subject));
    findings.check(Rule.TRAINED, () -> CommonRules.trained(subject));
    exported(findings, subject);
    more(known, findings);
  }

  /** A part that was never traced can be traced. */
  private void traced(Plugins known) {
    for (boolean training : new boolean[] {false, true}) {
      new TracedPart(onBench(known), training);
    }
  }

  /** Checks a traced part on every other runtime. */
  private void exported(Findings findings, Subject subject) {
    List<ExternalRuntime> all = new ArrayList<>(runtimes);
    ServiceLoader.load(ExternalRuntime.class).forEach(all::add);
    for (ExternalRuntime runtime : all) {
      findings.check(Rule.EXPORTED, () -> CommonRules.exported(subject, runtime));
    }
  }

  private void roundTrip() {
    Spec after = kind.roundTrip(spec);
    Findings.require(after.equals(spec), spec + " comes back as " + after);
  }

  /** A part made anew, on the bench. */
  abstract Subject onBench(Plugins known);

  /** What this kind's interface says of shapes. */
  abstract void shapes(Plugins known);

  /** Maps that a part gives have an order that is the same in another run. */
  void ordered(Plugins known) {}

  /** Rows do not see one another. */
  void rows(Plugins known) {
    CommonRules.rows(onBench(known));
  }

  /** The rules of this kind alone. */
  void more(Plugins known, Findings findings) {}
}
