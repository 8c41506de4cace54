package dev.vae.core.contract;

import dev.vae.core.contract.bench.Registration;
import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Plugins;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the contracts of all kinds of plugins share: where plugins are looked up, which rules are
 * left out, and how what was found is told.
 *
 * @param <C> the contract itself
 */
public abstract class ProviderContract<C extends ProviderContract<C>> {
  private final Class<? extends NamedProvider> kind;
  private final String name;
  private final String what;
  private final Set<Rule> excepted = EnumSet.noneOf(Rule.class);
  private @Nullable Plugins plugins;
  private Consumer<String> progress = System.err::println;

  /**
   * The contract of one plugin.
   *
   * @param kind the kind of plugin
   * @param name its name
   * @param what its name with options, for messages
   */
  protected ProviderContract(Class<? extends NamedProvider> kind, String name, String what) {
    this.kind = kind;
    this.name = name;
    this.what = Plugins.describe(kind) + " '" + what + "'";
  }

  /** Looks plugins up here; else among all that ServiceLoader finds. */
  public final C plugins(Plugins known) {
    plugins = known;
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
      ContractError error = new ContractError(what, findings.violations());
      findings.thrown().forEach(error::addSuppressed);
      throw error;
    }
  }

  /** Returns the rules that do not hold. */
  public final List<Violation> violations() {
    return findings().violations();
  }

  private Findings findings() {
    Plugins known = plugins == null ? Plugins.load() : plugins;
    try (ContractProgress told = ContractProgress.to(progress, what)) {
      Findings findings = new Findings(excepted, told);
      boolean found = findings.check(Rule.FOUND, () -> found(known));
      rules(known, findings, found);
      return findings;
    }
  }

  /** This. */
  protected abstract C self();

  /**
   * Checks the rules of a kind.
   *
   * @param found whether the plugin was found; if not, nothing can be made of it
   */
  protected abstract void rules(Plugins known, Findings findings, boolean found);

  private void found(Plugins known) {
    NamedProvider there = known.all(kind).get(name);
    Findings.require(
        there != null,
        "only "
            + known.all(kind).keySet()
            + (known.problems().isEmpty() ? "" : "; " + known.problems()));
    Class<?> provider = Objects.requireNonNull(there).getClass();
    Registration.missing(kind, provider)
        .ifPresent(
            words -> {
              throw new Findings.Broken(words);
            });
  }
}
