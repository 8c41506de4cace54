package dev.vae.core.trace;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.adapt.Units;
import dev.vae.core.spec.Scaling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Raw values and those that a model sees, inside a graph. */
final class GraphUnits {
  private GraphUnits() {}

  /** Returns raw rows as a model sees them: scaled, and 0 or 1 where it thresholds. */
  static Tensor modelled(Tensor given, Units units) {
    Tensor scaled = units.rows().map(s -> scaled(given, s)).orElse(given);
    boolean[] threshold = units.threshold();
    double[] columns = new double[threshold.length];
    boolean all = true;
    boolean some = false;
    for (int c = 0; c < columns.length; c++) {
      columns[c] = threshold[c] ? 1 : 0;
      all &= threshold[c];
      some |= threshold[c];
    }
    if (!some) {
      return scaled;
    }
    Tensor half = given.graph().constant(0.5);
    Tensor binary =
        half.lessEqual(scaled).where(given.graph().constant(1), given.graph().constant(0));
    return all ? binary : column(given, columns).where(binary, scaled);
  }

  /**
   * Returns raw values in a model's units. The mean is subtracted in two parts: a single float
   * would cut the digits of large ones.
   */
  static Tensor scaled(Tensor given, Scaling s) {
    Tensor centred = given;
    for (double[] part : parts(s.mean())) {
      centred = centred.sub(column(given, part));
    }
    return centred.div(column(given, numbers(s.standardDeviation())));
  }

  /** Returns values in a model's units as raw ones. */
  static Tensor raw(Tensor mean, Scaling s) {
    Tensor given = mean.mul(column(mean, numbers(s.standardDeviation())));
    List<double[]> parts = parts(s.mean());
    for (int i = parts.size() - 1; i >= 0; i--) {
      given = given.add(column(mean, parts.get(i)));
    }
    return given;
  }

  /** Numbers as sums of floats, the larger ones first; nothing where all are 0. */
  private static List<double[]> parts(List<Double> values) {
    double[] high = numbers(values);
    double[] low = new double[high.length];
    for (int i = 0; i < high.length; i++) {
      double whole = high[i];
      high[i] = (float) whole;
      low[i] = (float) (whole - high[i]);
    }
    List<double[]> parts = new ArrayList<>();
    for (double[] part : List.of(high, low)) {
      if (Arrays.stream(part).anyMatch(v -> v != 0)) {
        parts.add(part);
      }
    }
    return parts;
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Tensor column(Tensor of, double[] numbers) {
    return of.graph().constant(Shape.of(numbers.length), numbers);
  }
}
