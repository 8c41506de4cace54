package dev.vae.cli.option;

import dev.vae.cli.show.Console;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Data sets as commands need them. */
public final class ModelRows {
  private ModelRows() {}

  /** Returns the rows made to fit a model's likelihood. */
  public static Dataset fit(Dataset rows, Vae vae) {
    return rows.fitting(vae.supports(), note -> {});
  }

  /**
   * The same for rows that a likelihood is computed of; what that needs to be understood is said.
   */
  static Dataset judged(Dataset rows, Vae vae, Console console) {
    return rows.fitting(vae.supports(), console::note);
  }

  /**
   * Some rows.
   *
   * @param rows as a model takes them
   * @param conditions of each, raw; null where rows have none
   */
  public record Some(Dataset rows, float[][] conditions, long seed) {
    /** Returns the first of them. */
    public Some first(int count) {
      int all = Math.toIntExact(Math.min(count, rows.size()));
      return new Some(
          rows.limit(all), conditions == null ? null : Arrays.copyOf(conditions, all), seed);
    }

    /** Returns the values as they are stored, NaN where nothing was observed. */
    public double[][] raw() {
      List<double[]> all = new ArrayList<>();
      int width = rows.event().elements();
      forEach(
          rows,
          seed,
          (b, r) -> {
            double[] row = new double[width];
            for (int i = 0; i < width; i++) {
              boolean seen = b.mask() == null || b.mask()[r * width + i] != 0;
              row[i] = seen ? b.values()[r * width + i] * rows.divisor() : Double.NaN;
            }
            all.add(row);
          });
      return all.toArray(double[][]::new);
    }
  }

  /** Returns the first rows; all if {@code count} is negative. */
  public static Some some(Dataset rows, int count, long seed) {
    Dataset first = count < 0 ? rows : rows.limit(count);
    int given = rows.condition();
    List<float[]> conditions = new ArrayList<>();
    if (given > 0) {
      forEach(
          first,
          seed,
          (b, r) -> conditions.add(Arrays.copyOfRange(b.condition(), r * given, (r + 1) * given)));
    }
    return new Some(first, given > 0 ? conditions.toArray(float[][]::new) : null, seed);
  }

  private interface RowOfBatch {
    void use(Rows.Batch batch, int row);
  }

  private static void forEach(Dataset rows, long seed, RowOfBatch use) {
    try (Rows.Batches batches = rows.inOrder(256, seed)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        for (int r = 0; r < b.rows(); r++) {
          use.use(b, r);
        }
      }
    }
  }
}
