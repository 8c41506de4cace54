package dev.vae.core.contract;

/**
 * A rule that does not hold.
 *
 * @param rule the rule
 * @param found what was found instead
 */
public record Violation(Rule rule, String found) {
  @Override
  public String toString() {
    return rule.id()
        + " "
        + rule.name()
        + ": "
        + rule.promise()
        + "; found: "
        + found
        + "; hint: "
        + rule.hint();
  }
}
