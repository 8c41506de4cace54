package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.FloatVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;

import jdk.incubator.vector.FloatVector;

/** Rows compared with others that lie column by column: as many at a time as a vector has lanes. */
public final class RowLoops {
  private RowLoops() {}

  /**
   * Computes {@link dev.vae.core.kernel.Kernels#meanSquares}; the sums of two vectors stay in
   * registers: a method for four was so large that its vectors might become objects. Sums are added
   * to what was just computed, not the other way round: of what comes from the turn before, Java
   * 17's compiler does not know the class.
   */
  public static void meanSquares(
      float[] row,
      int[] columns,
      int numbers,
      float otherLevel,
      float[] values,
      float[] there,
      int stride,
      int from,
      int n,
      float[] y,
      int yOffset) {
    int i = 0;
    for (; i + 2 * LENGTH <= n; i += 2 * LENGTH) {
      two(row, columns, numbers, otherLevel, values, there, stride, from + i, y, yOffset + i);
    }
    for (; i < n; i += LENGTH) {
      one(row, columns, numbers, otherLevel, values, there, stride, from + i, y, yOffset + i);
    }
  }

  private static void two(
      float[] row,
      int[] columns,
      int numbers,
      float otherLevel,
      float[] values,
      float[] there,
      int stride,
      int from,
      float[] y,
      int yOffset) {
    FloatVector none = FloatVector.broadcast(SPECIES, 0);
    FloatVector other = FloatVector.broadcast(SPECIES, otherLevel);
    FloatVector sum0 = none;
    FloatVector sum1 = none;
    FloatVector both0 = none;
    FloatVector both1 = none;
    for (int k = 0; k < numbers; k++) {
      FloatVector own = FloatVector.broadcast(SPECIES, row[columns[k]]);
      int at = columns[k] * stride + from;
      FloatVector there0 = fromArray(SPECIES, there, at);
      FloatVector there1 = fromArray(SPECIES, there, at + LENGTH);
      FloatVector apart0 = own.sub(fromArray(SPECIES, values, at));
      FloatVector apart1 = own.sub(fromArray(SPECIES, values, at + LENGTH));
      sum0 = there0.mul(apart0).fma(apart0, sum0);
      sum1 = there1.mul(apart1).fma(apart1, sum1);
      both0 = there0.add(both0);
      both1 = there1.add(both1);
    }
    for (int k = numbers; k < columns.length; k++) {
      FloatVector own = FloatVector.broadcast(SPECIES, row[columns[k]]);
      int at = columns[k] * stride + from;
      FloatVector there0 = fromArray(SPECIES, there, at);
      FloatVector there1 = fromArray(SPECIES, there, at + LENGTH);
      var same0 = fromArray(SPECIES, values, at).compare(EQ, own);
      var same1 = fromArray(SPECIES, values, at + LENGTH).compare(EQ, own);
      sum0 = there0.mul(other).blend(none, same0).add(sum0);
      sum1 = there1.mul(other).blend(none, same1).add(sum1);
      both0 = there0.add(both0);
      both1 = there1.add(both1);
    }
    sum0.div(both0).intoArray(y, yOffset);
    sum1.div(both1).intoArray(y, yOffset + LENGTH);
  }

  private static void one(
      float[] row,
      int[] columns,
      int numbers,
      float otherLevel,
      float[] values,
      float[] there,
      int stride,
      int from,
      float[] y,
      int yOffset) {
    FloatVector sum = FloatVector.zero(SPECIES);
    FloatVector both = sum;
    for (int k = 0; k < columns.length; k++) {
      FloatVector own = FloatVector.broadcast(SPECIES, row[columns[k]]);
      int at = columns[k] * stride + from;
      FloatVector here = fromArray(SPECIES, there, at);
      FloatVector other = fromArray(SPECIES, values, at);
      FloatVector apart = own.sub(other);
      sum =
          k < numbers
              ? here.mul(apart).fma(apart, sum)
              : here.mul(otherLevel).blend(0, other.compare(EQ, own)).add(sum);
      both = here.add(both);
    }
    sum.div(both).intoArray(y, yOffset);
  }
}
