package dev.vae.core.spec;

import dev.vae.core.internal.text.Messages;
import java.util.List;
import java.util.Objects;

/**
 * Standardisation, column by column: the model sees {@code (raw − mean) / standardDeviation}.
 * Densities are those of the standardised values; means are given back in raw units.
 *
 * @param mean what is subtracted
 * @param standardDeviation what is divided by, above 0
 */
public record Scaling(List<Double> mean, List<Double> standardDeviation) {

  /** Checks the numbers. */
  public Scaling {
    Objects.requireNonNull(mean, "mean");
    Objects.requireNonNull(standardDeviation, "standardDeviation");
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
    if (mean.size() != standardDeviation.size()) {
      throw new IllegalArgumentException(
          Messages.count(mean.size(), "mean")
              + " but "
              + Messages.count(standardDeviation.size(), "standard deviation"));
    }
    for (int i = 0; i < mean.size(); i++) {
      double s = standardDeviation.get(i);
      if (!Double.isFinite(mean.get(i)) || !Double.isFinite(s) || !(s > 0)) {
        throw new IllegalArgumentException(
            "column "
                + i
                + " cannot be scaled by mean "
                + mean.get(i)
                + ", standard deviation "
                + s);
      }
    }
  }

  /** Whether it changes nothing. */
  public boolean isIdentity() {
    return mean.stream().allMatch(m -> m == 0) && standardDeviation.stream().allMatch(d -> d == 1);
  }
}
