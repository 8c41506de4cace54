package dev.vae.core.grad;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.reference.Evaluator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the gradients of a graph with central differences of five points, both in double
 * precision: what a right derivative passes with an error of about 1e-9, and a wrong one with about
 * 1.
 *
 * @param error the largest relative error: the difference divided by the larger of the two, or by a
 *     thousandth of the largest derivative of all, or 1e-5 of the value, if that is larger
 * @param leaf the name of the leaf it was found in, empty if there was nothing to compare
 * @param element the row-major number of the element
 * @param gradient what the graph gives there
 * @param difference what the finite difference is
 */
@SuppressWarnings("NullAway") // outputs that it asks for are there
public record GradientCheck(
    double error, String leaf, int element, double gradient, double difference) {

  /** Steps are this much of the value, or this much where the value is below 1. */
  private static final double STEP = 1e-4;

  /**
   * Checks all elements of the given leaves.
   *
   * @param scalar what is differentiated
   * @param with inputs, variables or noise
   * @param leaves the values of all leaves, by name; the function must be smooth near them
   * @param rows the number of rows N
   */
  public static GradientCheck of(
      Tensor scalar, List<Tensor> with, Map<String, double[]> leaves, int rows) {
    return of(scalar, with, leaves, rows, Integer.MAX_VALUE);
  }

  /** Checks at most so many elements of each leaf, evenly spread over it. */
  public static GradientCheck of(
      Tensor scalar, List<Tensor> with, Map<String, double[]> leaves, int rows, int most) {
    List<Tensor> gradients = Gradients.of(scalar, with);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < with.size(); i++) {
      outputs.put(with.get(i).name(), gradients.get(i));
    }
    Map<String, double[]> exact = Evaluator.evaluate(Computation.of(outputs), leaves, rows);
    Computation value = Computation.of(Map.of("value", scalar));
    double size = Math.abs(Evaluator.evaluate(value, leaves, rows).get("value")[0]);
    double floor = Math.max(1e-3 * largest(exact), 1e-5 * size);
    GradientCheck worst = new GradientCheck(0, "", 0, 0, 0);
    for (Tensor leaf : with) {
      double[] gradient = exact.get(leaf.name());
      int stride = Math.max(1, (int) Math.ceil((double) gradient.length / most));
      for (int i = 0; i < gradient.length; i += stride) {
        double difference = difference(value, leaf.name(), i, leaves, rows);
        double error = error(gradient[i], difference, floor);
        if (error > worst.error) {
          worst = new GradientCheck(error, leaf.name(), i, gradient[i], difference);
        }
      }
    }
    return worst;
  }

  private static double largest(Map<String, double[]> gradients) {
    double largest = 0;
    for (double[] gradient : gradients.values()) {
      for (double g : gradient) {
        largest = Math.max(largest, Math.abs(g));
      }
    }
    return largest;
  }

  private static double error(double a, double b, double floor) {
    if (a == b) {
      return 0;
    }
    double error = Math.abs(a - b) / Math.max(floor, Math.max(Math.abs(a), Math.abs(b)));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  /**
   * (f(x−2h) − 8 f(x−h) + 8 f(x+h) − f(x+2h)) / 12h, of error h⁴ (Abramowitz and Stegun 25.3.6).
   */
  private static double difference(
      Computation value, String leaf, int element, Map<String, double[]> leaves, int rows) {
    Map<String, double[]> moved = new HashMap<>(leaves);
    double[] x = leaves.get(leaf).clone();
    moved.put(leaf, x);
    double at = x[element];
    double h = STEP * Math.max(1, Math.abs(at));
    double sum = 0;
    double[] weights = {1, -8, 0, 8, -1};
    for (int k = -2; k <= 2; k++) {
      if (k != 0) {
        x[element] = at + k * h;
        sum += weights[k + 2] * Evaluator.evaluate(value, moved, rows).get("value")[0];
      }
    }
    return sum / (12 * h);
  }

  @Override
  public String toString() {
    return leaf.isEmpty()
        ? "gradients equal finite differences"
        : String.format(
            java.util.Locale.ROOT,
            "largest relative error %.2g in %s[%d]: gradient %.9g, finite difference %.9g",
            error,
            leaf,
            element,
            gradient,
            difference);
  }
}
