package dev.vae.core.contract;

import dev.vae.core.contract.bench.PartKind;
import dev.vae.core.contract.bench.Registration;
import dev.vae.core.contract.bench.Subject;
import dev.vae.core.contract.bench.TracedPart;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What all contracts share: where plugins are looked up, which rules are left out, and the rules on
 * names and specs.
 *
 * @param <C> the contract itself
 */
public abstract sealed class Contract<C extends Contract<C>>
    permits LayerContract, LikelihoodContract, PosteriorContract, PriorContract, ObjectiveContract {
  final Spec spec;
  private final PartKind<?> kind;
  private final Set<Rule> excepted = EnumSet.noneOf(Rule.class);
  private final List<ExternalRuntime> runtimes = new ArrayList<>();
  private Plugins plugins;
  private Consumer<String> progress = System.err::println;

  /** Sets the kit's random numbers apart. */
  long seed;

  Contract(PartKind<?> kind, Spec spec) {
    this.kind = kind;
    this.spec = spec;
  }

  /** Looks parts up here; else among all that ServiceLoader finds. */
  public final C plugins(Plugins known) {
    plugins = known;
    return self();
  }

  /** Compares with this runtime too; else with all that ServiceLoader finds. */
  public final C runtime(ExternalRuntime runtime) {
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

  /**
   * Tells how far a check is that has taken more than two seconds, a line every few seconds; to
   * System.err if not given.
   *
   * @param listener gets the lines; null for none
   */
  public final C progress(Consumer<String> listener) {
    progress = listener;
    return self();
  }

  /** Leaves rules out that the plugin breaks on purpose. Say why where you call this. */
  public final C except(Rule... rules) {
    excepted.addAll(List.of(rules));
    return self();
  }

  /**
   * Checks all rules.
   *
   * @throws ContractError if any does not hold; its message lists all that do not, with hints
   */
  public final void check() {
    Findings findings = findings();
    if (!findings.violations().isEmpty()) {
      String what = Plugins.describe(kind.provider()) + " '" + spec + "'";
      ContractError error = new ContractError(what, findings.violations());
      findings.thrown().forEach(error::addSuppressed);
      throw error;
    }
  }

  /** The rules that do not hold. */
  public final List<Violation> violations() {
    return findings().violations();
  }

  private Findings findings() {
    Plugins known = plugins == null ? Plugins.load() : plugins;
    String what = Plugins.describe(kind.provider()) + " '" + spec + "'";
    try (ContractProgress told = ContractProgress.to(progress, what)) {
      Findings findings = new Findings(excepted, told);
      boolean there =
          findings.check(Rule.FOUND, () -> found(known))
                  & findings.check(Rule.ROUND_TRIP, this::roundTrip)
              && findings.check(Rule.CREATED, () -> kind.make().apply(known, spec));
      if (there) {
        rules(known, findings);
      }
      return findings;
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

  private void found(Plugins known) {
    Findings.require(
        known.all(kind.provider()).containsKey(spec.name()),
        "only "
            + known.all(kind.provider()).keySet()
            + (known.problems().isEmpty() ? "" : "; " + known.problems()));
    Class<?> provider = known.all(kind.provider()).get(spec.name()).getClass();
    Registration.missing(kind.provider(), provider)
        .ifPresent(
            words -> {
              throw new Findings.Broken(words);
            });
  }

  private void roundTrip() {
    Spec after = kind.roundTrip(spec);
    Findings.require(after.equals(spec), spec + " comes back as " + after);
  }

  abstract C self();

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
