package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Spec;
import dev.vae.data.rows.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Subtracts each column's mean and divides by its standard deviation (z-scores).
 *
 * <p>The deviation is the population's: the square root of the mean squared distance from the mean,
 * divided by n, not n − 1. A constant column gets deviation 1.
 */
public final class Standardize implements Transform {
  static final String NAME = "standardize";

  private final double[] mean;
  private final double[] sd;

  /**
   * Given means and deviations, one each for every column.
   *
   * @throws DataException if there are not as many of both, or a number makes no sense
   */
  public Standardize(double[] mean, double[] sd) {
    if (mean.length != sd.length) {
      throw new DataException(
          "transform standardize: "
              + Messages.count(mean.length, "mean")
              + " but "
              + Messages.count(sd.length, "deviation"));
    }
    this.mean = mean.clone();
    this.sd = sd.clone();
    for (int j = 0; j < sd.length; j++) {
      if (!Double.isFinite(mean[j]) || !Double.isFinite(sd[j]) || sd[j] <= 0) {
        throw new DataException(
            "transform standardize: column "
                + j
                + " has mean "
                + mean[j]
                + " and deviation "
                + sd[j]
                + "; both must be finite, the deviation above 0");
      }
    }
  }

  /** The means, one a column. */
  public double[] mean() {
    return mean.clone();
  }

  /** The deviations, one a column. */
  public double[] sd() {
    return sd.clone();
  }

  @Override
  public void apply(double[] row) {
    requireWidth(row.length);
    for (int j = 0; j < row.length; j++) {
      row[j] = (row[j] - mean[j]) / sd[j];
    }
  }

  @Override
  public void invert(double[] row) {
    requireWidth(row.length);
    for (int j = 0; j < row.length; j++) {
      row[j] = row[j] * sd[j] + mean[j];
    }
  }

  void requireWidth(int width) {
    if (width != mean.length) {
      throw new DataException(
          "transform standardize was made for "
              + Messages.count(mean.length, "column")
              + ", but a row has "
              + width);
    }
  }

  @Override
  public Optional<Transform> picked(int[] kept) {
    return Optional.of(
        new Standardize(
            Arrays.stream(kept).mapToDouble(c -> mean[c]).toArray(),
            Arrays.stream(kept).mapToDouble(c -> sd[c]).toArray()));
  }

  @Override
  public Spec spec() {
    return Spec.of(NAME).with("mean", list(mean)).with("sd", list(sd));
  }

  static Standardize of(Spec spec) {
    return new Standardize(numbers(spec, "mean"), numbers(spec, "sd"));
  }

  private static List<Object> list(double[] numbers) {
    List<Object> list = new ArrayList<>(numbers.length);
    for (double number : numbers) {
      list.add(number);
    }
    return list;
  }

  private static double[] numbers(Spec spec, String option) {
    if (!(spec.options().get(option) instanceof List<?> list)) {
      throw new DataException("transform standardize: its list '" + option + "' is missing");
    }
    double[] numbers = new double[list.size()];
    for (int j = 0; j < numbers.length; j++) {
      if (!(list.get(j) instanceof Number number)) {
        throw new DataException(
            "transform standardize: entry " + j + " of '" + option + "' is not a number");
      }
      numbers[j] = number.doubleValue();
    }
    return numbers;
  }

  @Override
  public String description() {
    return "standardized by column";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Standardize that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(sd, that.sd);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(sd);
  }

  @Override
  public String toString() {
    return "Standardize[mean=" + Arrays.toString(mean) + ", sd=" + Arrays.toString(sd) + "]";
  }
}
