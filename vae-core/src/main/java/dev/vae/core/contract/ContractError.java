package dev.vae.core.contract;

import java.util.List;
import java.util.stream.Collectors;

/** A plugin breaks its contract; the message lists all broken rules with hints. */
public final class ContractError extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final transient List<Violation> violations;

  ContractError(String what, List<Violation> violations) {
    super(
        what
            + " breaks its contract:"
            + violations.stream().map(v -> "\n  " + v).collect(Collectors.joining()));
    this.violations = List.copyOf(violations);
  }

  /** Returns the broken rules. */
  public List<Violation> violations() {
    return violations;
  }
}
