package dev.vae.cli.reproduce;

import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;

/**
 * A table in double precision, each column with mean 0 and population deviation 1.
 *
 * @param values {@code [rows][columns]}
 * @param scaling what was subtracted and divided by
 */
record Standardized(double[][] values, Scaling scaling) {

  static Standardized of(Rows rows) {
    Scaling scaling = rows.scaling();
    int width = rows.event().elements();
    double[][] values = new double[Math.toIntExact(rows.size())][width];
    int at = 0;
    try (Rows.Batches batches = rows.inOrder(1024, 0)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        for (int r = 0; r < b.rows(); r++, at++) {
          for (int i = 0; i < width; i++) {
            double apart = b.values()[r * width + i] - scaling.mean().get(i);
            values[at][i] = apart / scaling.standardDeviation().get(i);
          }
        }
      }
    }
    return new Standardized(values, scaling);
  }
}
