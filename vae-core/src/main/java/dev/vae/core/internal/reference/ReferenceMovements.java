package dev.vae.core.internal.reference;

import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.Arrays;
import java.util.List;

/** Operations that put elements in other positions: every output element is an input element. */
final class ReferenceMovements {
  private ReferenceMovements() {}

  /** Output axis i is operand axis order[i]. */
  static double[] permute(Tensor t, double[] x, int rows) {
    List<Integer> order = t.attributes(Attributes.Permute.class).order();
    RowMajor from = RowMajor.of(t.operand(0).shape(), rows);
    RowMajor to = RowMajor.of(t.shape(), rows);
    double[] y = new double[to.size()];
    for (int i = 0; i < y.length; i++) {
      int[] position = to.position(i);
      int[] source = new int[position.length];
      for (int axis = 0; axis < position.length; axis++) {
        source[order.get(axis)] = position[axis];
      }
      y[i] = x[from.number(source)];
    }
    return y;
  }

  /** Elements from, from + step, ... along an axis. */
  static double[] slice(Tensor t, double[] x, int rows) {
    var slice = t.attributes(Attributes.Slice.class);
    RowMajor from = RowMajor.of(t.operand(0).shape(), rows);
    RowMajor to = RowMajor.of(t.shape(), rows);
    double[] y = new double[to.size()];
    for (int i = 0; i < y.length; i++) {
      int[] position = to.position(i);
      position[slice.axis()] = slice.from() + position[slice.axis()] * slice.step();
      y[i] = x[from.number(position)];
    }
    return y;
  }

  /** A value before, between and after the elements along an axis. */
  static double[] pad(Tensor t, double[] x, int rows) {
    var pad = t.attributes(Attributes.Pad.class);
    RowMajor from = RowMajor.of(t.operand(0).shape(), rows);
    RowMajor to = RowMajor.of(t.shape(), rows);
    double[] y = new double[to.size()];
    Arrays.fill(y, pad.value());
    for (int i = 0; i < x.length; i++) {
      int[] position = from.position(i);
      position[pad.axis()] = pad.before() + position[pad.axis()] * (1 + pad.interior());
      y[to.number(position)] = x[i];
    }
    return y;
  }

  /** Operands one after the other along an axis. */
  static double[] concat(Tensor t, List<double[]> operands, int rows) {
    int axis = t.attributes(Attributes.Concat.class).axis();
    RowMajor to = RowMajor.of(t.shape(), rows);
    double[] y = new double[to.size()];
    int before = 0;
    for (int part = 0; part < operands.size(); part++) {
      RowMajor from = RowMajor.of(t.operand(part).shape(), rows);
      for (int i = 0; i < from.size(); i++) {
        int[] position = from.position(i);
        position[axis] += before;
        y[to.number(position)] = operands.get(part)[i];
      }
      before += from.lengths()[axis];
    }
    return y;
  }

  /** Axes of length 1 broadcast, leading axes added. */
  static double[] expand(Tensor t, double[] x, int rows) {
    RowMajor from = RowMajor.of(t.operand(0).shape(), rows);
    RowMajor to = RowMajor.of(t.shape(), rows);
    double[] y = new double[to.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[from.broadcast(to.position(i))];
    }
    return y;
  }

  /** Rows of a table at given positions. */
  static double[] gather(Tensor t, double[] table, double[] positions, int rows) {
    RowMajor grid = RowMajor.of(t.operand(0).shape(), rows);
    int width = width(grid);
    double[] y = new double[positions.length * width];
    for (int i = 0; i < positions.length; i++) {
      System.arraycopy(table, row(t, positions[i], grid) * width, y, i * width, width);
    }
    return y;
  }

  /** Rows added, in ascending order, to a table of zeros at given positions. */
  static double[] scatterAdd(Tensor t, double[] positions, double[] updates, int rows) {
    RowMajor grid = RowMajor.of(t.shape(), rows);
    int width = width(grid);
    double[] y = new double[grid.size()];
    for (int i = 0; i < positions.length; i++) {
      int at = row(t, positions[i], grid) * width;
      for (int j = 0; j < width; j++) {
        y[at + j] += updates[i * width + j];
      }
    }
    return y;
  }

  private static int width(RowMajor table) {
    return new RowMajor(Arrays.copyOfRange(table.lengths(), 1, table.rank())).size();
  }

  private static int row(Tensor t, double position, RowMajor table) {
    if (position != Math.rint(position) || position < 0 || position >= table.lengths()[0]) {
      throw new IllegalArgumentException(
          t + ": " + position + " is not a row of a table of " + table.lengths()[0] + " rows");
    }
    return (int) position;
  }
}
