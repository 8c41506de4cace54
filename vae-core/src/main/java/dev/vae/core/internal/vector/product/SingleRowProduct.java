package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * A single row times a matrix, as one row through a dense layer is. There is nothing to read twice,
 * so that it takes as long as the matrix takes to come from the cache it is in: some of its rows at
 * a time are read side by side, from their beginnings to their ends, and the sums of all columns
 * meanwhile stay in the first-level cache.
 */
public final class SingleRowProduct implements Product {
  /** Rows of the matrix that are read side by side, as is written out in {@link #rows}. */
  private static final int ROWS = 8;

  /** Columns of a task are a multiple of this. */
  private static final int UNIT = 64;

  /** Multiply-adds worth a task. */
  private static final int ENOUGH = 2_000_000;

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private final int columns;
  private final int depth;
  private final int columnsPerTask;
  private final int padded;

  /** For a product that {@link #suits}. */
  public SingleRowProduct(ProductSpec spec) {
    columns = spec.n();
    depth = spec.k();
    int units = Math.max(1, ENOUGH / Math.max(1, depth) / UNIT);
    columnsPerTask = Math.min(units * UNIT, -Math.floorDiv(-columns, UNIT) * UNIT);
    padded = -Math.floorDiv(-columns, UNIT) * UNIT;
  }

  /** Whether a product is of a single row and a matrix whose rows are rows in memory. */
  public static boolean suits(ProductSpec spec) {
    return spec.batch() == 1 && spec.m() == 1 && spec.n() > 1 && !spec.transposeB();
  }

  @Override
  public int scratch(int threads) {
    return padded;
  }

  @Override
  public int phases() {
    return 1;
  }

  @Override
  public int tasks(int phase) {
    return -Math.floorDiv(-columns, columnsPerTask);
  }

  @Override
  public void run(int phase, int task, int thread, Buffers x) {
    int from = task * columnsPerTask;
    int to = Math.min(columns, from + columnsPerTask);
    int sums = x.scratchOffset + from;
    for (int k = 0; k == 0 || k < depth; k += BLOCK) {
      block(from, to, k, Math.min(depth, k + BLOCK), x);
      if (k == 0) {
        System.arraycopy(x.scratch, sums, x.c, x.cOffset + from, to - from);
      } else {
        add(x.scratch, sums, x.c, x.cOffset + from, to - from);
      }
    }
  }

  private void block(int from, int to, int k, int kTo, Buffers x) {
    int count = to - from;
    int whole = -Math.floorDiv(-count, L) * L;
    int behind = x.bOffset + (kTo - 1) * columns + from + whole;
    whole = behind <= x.b.length ? whole : count / L * L;
    int sums = x.scratchOffset + from;
    Arrays.fill(x.scratch, sums, sums + -Math.floorDiv(-count, L) * L, 0);
    int i = k;
    for (; i + ROWS <= kTo; i += ROWS) {
      int b = x.bOffset + i * columns + from;
      rows(x.a, x.aOffset + i, x.b, b, columns, x.scratch, sums, whole);
    }
    for (; i < kTo; i++) {
      row(x.a[x.aOffset + i], x.b, x.bOffset + i * columns + from, x.scratch, sums, whole);
    }
    for (int j = whole; j < count; j++) {
      x.scratch[sums + j] = column(x, k, kTo, from + j);
    }
  }

  /** Adds {@link #ROWS} numbers times rows of b that are {@code step} apart. */
  private static void rows(
      float[] a, int aOffset, float[] b, int bOffset, int step, float[] sums, int offset, int to) {
    FloatVector a0 = FloatVector.broadcast(SPECIES, a[aOffset]);
    FloatVector a1 = FloatVector.broadcast(SPECIES, a[aOffset + 1]);
    FloatVector a2 = FloatVector.broadcast(SPECIES, a[aOffset + 2]);
    FloatVector a3 = FloatVector.broadcast(SPECIES, a[aOffset + 3]);
    FloatVector a4 = FloatVector.broadcast(SPECIES, a[aOffset + 4]);
    FloatVector a5 = FloatVector.broadcast(SPECIES, a[aOffset + 5]);
    FloatVector a6 = FloatVector.broadcast(SPECIES, a[aOffset + 6]);
    FloatVector a7 = FloatVector.broadcast(SPECIES, a[aOffset + 7]);
    int b1 = bOffset + step;
    int b2 = b1 + step;
    int b3 = b2 + step;
    int b4 = b3 + step;
    int b5 = b4 + step;
    int b6 = b5 + step;
    int b7 = b6 + step;
    for (int j = 0; j < to; j += L) {
      FloatVector s = FloatVector.fromArray(SPECIES, sums, offset + j);
      s = a0.fma(FloatVector.fromArray(SPECIES, b, bOffset + j), s);
      s = a1.fma(FloatVector.fromArray(SPECIES, b, b1 + j), s);
      s = a2.fma(FloatVector.fromArray(SPECIES, b, b2 + j), s);
      s = a3.fma(FloatVector.fromArray(SPECIES, b, b3 + j), s);
      s = a4.fma(FloatVector.fromArray(SPECIES, b, b4 + j), s);
      s = a5.fma(FloatVector.fromArray(SPECIES, b, b5 + j), s);
      s = a6.fma(FloatVector.fromArray(SPECIES, b, b6 + j), s);
      s = a7.fma(FloatVector.fromArray(SPECIES, b, b7 + j), s);
      s.intoArray(sums, offset + j);
    }
  }

  private static void row(float a, float[] b, int bOffset, float[] sums, int offset, int to) {
    FloatVector x = FloatVector.broadcast(SPECIES, a);
    for (int j = 0; j < to; j += L) {
      FloatVector s = FloatVector.fromArray(SPECIES, sums, offset + j);
      x.fma(FloatVector.fromArray(SPECIES, b, bOffset + j), s).intoArray(sums, offset + j);
    }
  }

  private float column(Buffers x, int k, int kTo, int column) {
    float sum = 0;
    for (int i = k; i < kTo; i++) {
      sum = Math.fma(x.a[x.aOffset + i], x.b[x.bOffset + i * columns + column], sum);
    }
    return sum;
  }

  private static void add(float[] from, int fromOffset, float[] to, int toOffset, int count) {
    for (int j = 0; j < count; j++) {
      to[toOffset + j] += from[fromOffset + j];
    }
  }
}
