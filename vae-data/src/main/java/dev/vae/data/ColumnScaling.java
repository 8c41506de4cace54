package dev.vae.data;

import dev.vae.core.spec.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A model's scaling of rows: subtracts each column's mean and divides by its deviation.
 *
 * @param mean what is subtracted, a number for each column
 * @param deviation what is divided by, a number for each column
 */
record ColumnScaling(double[] mean, double[] deviation) implements Transform {
  static ColumnScaling of(Scaling scaling) {
    return new ColumnScaling(array(scaling.mean()), array(scaling.standardDeviation()));
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public void apply(double[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] = (row[j] - mean[j]) / deviation[j];
    }
  }

  @Override
  public Optional<Transform> picked(int[] kept) {
    return Optional.of(
        new ColumnScaling(
            Arrays.stream(kept).mapToDouble(c -> mean[c]).toArray(),
            Arrays.stream(kept).mapToDouble(c -> deviation[c]).toArray()));
  }

  @Override
  public String description() {
    return "standardized by column";
  }

  /** All columns divided by the same number is what rows of bytes have a quick way for. */
  static Transform transform(Scaling scaling) {
    double first = scaling.standardDeviation().get(0);
    boolean same =
        scaling.mean().stream().allMatch(m -> m == 0)
            && scaling.standardDeviation().stream().allMatch(d -> d == first);
    return same ? new DivisorTransform(first) : of(scaling);
  }
}
