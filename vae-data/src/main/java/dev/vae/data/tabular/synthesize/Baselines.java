package dev.vae.data.tabular.synthesize;

import java.util.SplittableRandom;

/** Synthetic rows without a model, to hold a model's beside. */
final class Baselines {
  private Baselines() {}

  /** Every column drawn by itself from the real one: right shapes, no relation. */
  static ComparedTable independent(ComparedTable real, int rows, SplittableRandom random) {
    double[][] columns = new double[real.width()][rows];
    for (int c = 0; c < columns.length; c++) {
      for (int i = 0; i < rows; i++) {
        columns[c][i] = real.columns()[c][random.nextInt(real.rows())];
      }
    }
    return new ComparedTable(real.names(), real.levels(), columns);
  }

  /**
   * Between a real row and its nearest neighbour (SMOTE, Chawla et al. 2002): numbers at one random
   * place on the line, categories of one or the other. Columns that hold whole numbers stay whole.
   */
  static ComparedTable interpolated(
      ComparedTable real, RowDistances distances, int rows, SplittableRandom random) {
    double[][] columns = new double[real.width()][rows];
    boolean[] whole = new boolean[real.width()];
    for (int c = 0; c < whole.length; c++) {
      whole[c] = true;
      for (double v : real.columns()[c]) {
        whole[c] &= Double.isNaN(v) || v == Math.rint(v);
      }
    }
    for (int i = 0; i < rows; i++) {
      int one = random.nextInt(real.rows());
      int other = distances.nearest(real, one, real, one);
      other = other < 0 ? one : other;
      double part = random.nextDouble();
      for (int c = 0; c < columns.length; c++) {
        double a = real.columns()[c][one];
        double b = real.columns()[c][other];
        if (real.categorical(c) || Double.isNaN(a) || Double.isNaN(b)) {
          columns[c][i] = random.nextBoolean() ? a : b;
        } else {
          double v = a + part * (b - a);
          columns[c][i] = whole[c] ? Math.rint(v) : v;
        }
      }
    }
    return new ComparedTable(real.names(), real.levels(), columns);
  }
}
