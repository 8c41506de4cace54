package dev.vae.core.internal.reference;

import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.Arrays;
import java.util.List;

/** Sums, maxima and log-sum-exps over axes. */
final class ReferenceReductions {
  private ReferenceReductions() {}

  /** Any reduction node. */
  static double[] evaluate(Tensor t, double[] x, int rows) {
    RowMajor from = RowMajor.of(t.operand(0).shape(), rows);
    int size = RowMajor.of(t.shape(), rows).size();
    List<Integer> axes = t.attributes(Attributes.Axes.class).axes();
    return switch (t.op()) {
      case SUM -> sum(x, from, axes, size);
      case REDUCE_MAX -> max(x, from, axes, size);
      case LOG_SUM_EXP -> logSumExp(x, from, axes, size);
      default -> throw new IllegalArgumentException(t.op() + " is not a reduction");
    };
  }

  private static double[] sum(double[] x, RowMajor from, List<Integer> axes, int size) {
    double[] y = new double[size];
    for (int i = 0; i < x.length; i++) {
      y[target(from, axes, i)] += x[i];
    }
    return y;
  }

  private static double[] max(double[] x, RowMajor from, List<Integer> axes, int size) {
    double[] y = new double[size];
    Arrays.fill(y, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < x.length; i++) {
      int at = target(from, axes, i);
      y[at] = Math.max(y[at], x[i]);
    }
    return y;
  }

  /** Where the maximum is infinite or NaN, it is the result: there is nothing to scale by. */
  private static double[] logSumExp(double[] x, RowMajor from, List<Integer> axes, int size) {
    double[] y = max(x, from, axes, size);
    double[] sum = new double[size];
    for (int i = 0; i < x.length; i++) {
      int at = target(from, axes, i);
      sum[at] += StrictMath.exp(x[i] - y[at]);
    }
    for (int at = 0; at < size; at++) {
      if (Double.isFinite(y[at])) {
        y[at] += StrictMath.log(sum[at]);
      }
    }
    return y;
  }

  /** The number of the output element that an element goes into. */
  private static int target(RowMajor from, List<Integer> axes, int number) {
    int[] position = from.position(number);
    int target = 0;
    for (int axis = 0; axis < from.rank(); axis++) {
      if (!axes.contains(axis)) {
        target = target * from.lengths()[axis] + position[axis];
      }
    }
    return target;
  }
}
