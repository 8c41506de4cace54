package dev.vae.core.internal.reference;

import dev.vae.core.graph.Attributes;
import dev.vae.core.graph.Tensor;
import java.util.Arrays;
import java.util.List;

/** Operations that put elements in other places: every output element is an input element. */
final class ReferenceMovements {
  private ReferenceMovements() {}

  /** Output axis i is operand axis order[i]. */
  static double[] permute(Tensor t, double[] x, int rows) {
    List<Integer> order = t.attributes(Attributes.Permute.class).order();
    RowMajor from = RowMajor.of(t.operand(0).shape(), rows);
    RowMajor to = RowMajor.of(t.shape(), rows);
    double[] y = new double[to.size()];
    for (int i = 0; i < y.length; i++) {
      int[] place = to.place(i);
      int[] source = new int[place.length];
      for (int axis = 0; axis < place.length; axis++) {
        source[order.get(axis)] = place[axis];
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
      int[] place = to.place(i);
      place[slice.axis()] = slice.from() + place[slice.axis()] * slice.step();
      y[i] = x[from.number(place)];
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
      int[] place = from.place(i);
      place[pad.axis()] = pad.before() + place[pad.axis()] * (1 + pad.interior());
      y[to.number(place)] = x[i];
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
        int[] place = from.place(i);
        place[axis] += before;
        y[to.number(place)] = operands.get(part)[i];
      }
      before += from.lengths()[axis];
    }
    return y;
  }

  /** Axes of length 1 stretched, leading axes added. */
  static double[] expand(Tensor t, double[] x, int rows) {
    RowMajor from = RowMajor.of(t.operand(0).shape(), rows);
    RowMajor to = RowMajor.of(t.shape(), rows);
    double[] y = new double[to.size()];
    for (int i = 0; i < y.length; i++) {
      y[i] = x[from.stretched(to.place(i))];
    }
    return y;
  }

  /** Rows of a table at given places. */
  static double[] gather(Tensor t, double[] table, double[] places, int rows) {
    RowMajor grid = RowMajor.of(t.operand(0).shape(), rows);
    int width = width(grid);
    double[] y = new double[places.length * width];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(table, row(t, places[i], grid) * width, y, i * width, width);
    }
    return y;
  }

  /** Rows added, in ascending order, to a table of zeros at given places. */
  static double[] scatterAdd(Tensor t, double[] places, double[] updates, int rows) {
    RowMajor grid = RowMajor.of(t.shape(), rows);
    int width = width(grid);
    double[] y = new double[grid.size()];
    for (int i = 0; i < places.length; i++) {
      int at = row(t, places[i], grid) * width;
      for (int j = 0; j < width; j++) {
        y[at + j] += updates[i * width + j];
      }
    }
    return y;
  }

  private static int width(RowMajor table) {
    return new RowMajor(Arrays.copyOfRange(table.lengths(), 1, table.rank())).size();
  }

  private static int row(Tensor t, double place, RowMajor table) {
    if (place != Math.rint(place) || place < 0 || place >= table.lengths()[0]) {
      throw new IllegalArgumentException(
          t + ": " + place + " is no row of a table of " + table.lengths()[0] + " rows");
    }
    return (int) place;
  }
}
