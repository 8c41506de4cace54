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
