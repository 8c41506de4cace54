package dev.vae.examples.cli;

import dev.vae.core.model.Rows;
import dev.vae.core.model.Schema;
import dev.vae.core.model.Vae;
import dev.vae.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Data sets as commands need them. */
final class Data {
  private Data() {}

  /** The rows made to fit a model's likelihood. */
  static Dataset fit(Dataset rows, Vae vae) {
    return rows.fitting(vae.supports()).data();
  }

  /**
   * The same for rows that a likelihood is computed of; what that needs to be understood is said.
   */
  static Dataset judged(Dataset rows, Vae vae, Console console) {
    Dataset.Fitted fitted = rows.fitting(vae.supports());
    fitted.notes().forEach(console::note);
    return fitted.data();
  }

  /** Refuses rows of another shape than a model's. */
  static void checkShape(Rows rows, Schema schema) {
    if (rows.event().elements() != schema.event().elements()) {
      throw new IllegalArgumentException(
          "the model takes rows of shape "
              + schema.event()
              + ", but those of "
              + rows
              + " have shape "
              + rows.event());
    }
  }

  /**
   * Copies of rows.
   *
   * @param values raw, NaN where nothing was observed
   * @param conditions null where rows have none
   */
  record Copies(float[][] values, float[][] conditions) {
    Rows rows() {
      return Rows.withMissing(values, conditions);
    }

    /** The first of them. */
    Copies first(int count) {
      int all = Math.min(count, values.length);
      return new Copies(
          Arrays.copyOf(values, all), conditions == null ? null : Arrays.copyOf(conditions, all));
    }
  }

  /** Copies of the first rows; all if {@code count} is negative. */
  static Copies copies(Rows rows, int count, long seed) {
    int width = rows.event().elements();
    int given = rows.condition();
    List<float[]> values = new ArrayList<>();
    List<float[]> conditions = new ArrayList<>();
    try (Rows.Batches batches = rows.inOrder(256, seed)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        for (int r = 0; r < b.rows() && (count < 0 || values.size() < count); r++) {
          float[] row = Arrays.copyOfRange(b.values(), r * width, (r + 1) * width);
          for (int i = 0; b.mask() != null && i < width; i++) {
            row[i] = b.mask()[r * width + i] == 0 ? Float.NaN : row[i];
          }
          values.add(row);
          if (given > 0) {
            conditions.add(Arrays.copyOfRange(b.condition(), r * given, (r + 1) * given));
          }
        }
        if (count >= 0 && values.size() >= count) {
          break;
        }
      }
    }
    return new Copies(
        values.toArray(float[][]::new), given > 0 ? conditions.toArray(float[][]::new) : null);
  }

  /** Copies of the first rows; all if {@code count} is negative. */
  static float[][] first(Rows rows, int count, long seed) {
    int width = rows.event().elements();
    List<float[]> copies = new ArrayList<>();
    try (Rows.Batches batches = rows.inOrder(256, seed)) {
      Rows.Batch batch = batches.next();
      while (batch != null && (count < 0 || copies.size() < count)) {
        for (int r = 0; r < batch.rows() && (count < 0 || copies.size() < count); r++) {
          copies.add(Arrays.copyOfRange(batch.values(), r * width, (r + 1) * width));
        }
        batch = batches.next();
      }
    }
    return copies.toArray(float[][]::new);
  }
}
