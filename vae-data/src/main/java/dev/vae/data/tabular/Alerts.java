package dev.vae.data.tabular;

import java.util.Arrays;
import java.util.Objects;

/** Which p-values are small enough to be told of. */
public final class Alerts {
  private Alerts() {}

  /**
   * Returns the largest p-value that is an alert if among all alerts the expected share of false
   * ones shall be at most so large (Benjamini and Hochberg 1995): the largest pₖ, ascending, with
   * pₖ ≤ k · rate / n.
   *
   * @return 0 if there is none
   */
  public static double limit(double[] pValues, double rate) {
    Objects.requireNonNull(pValues, "pValues");
    double[] sorted = pValues.clone();
    Arrays.sort(sorted);
    double limit = 0;
    for (int k = 0; k < sorted.length; k++) {
      if (sorted[k] <= rate * (k + 1) / sorted.length) {
        limit = sorted[k];
      }
    }
    return limit;
  }
}
