package dev.vae.core.estimate;

import dev.vae.core.rows.Rows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Copies of some rows, evenly spaced among all. */
final class SpacedRows {
  private SpacedRows() {}

  /**
   * The rows in batches, the last of which may be smaller.
   *
   * @param limit how many at most
   */
  static List<Rows.Batch> of(Rows rows, int limit, int batch, long seed) {
    long count = Math.min(limit, rows.size());
    int width = rows.event().elements();
    List<Rows.Batch> chosen = new ArrayList<>();
    float[] values = new float[batch * width];
    float[] mask = null;
    int given = rows.condition();
    float[] condition = given == 0 ? null : new float[batch * given];
    int filled = 0;
    long row = 0;
    long taken = 0;
    try (Rows.Batches batches = rows.inOrder(batch, seed)) {
      for (Rows.Batch b = batches.next(); b != null && taken < count; b = batches.next()) {
        for (int r = 0; r < b.rows() && taken < count; r++, row++) {
          if (row != taken * rows.size() / count) {
            continue;
          }
          System.arraycopy(b.values(), r * width, values, filled * width, width);
          if (b.mask() != null) {
            mask = mask == null ? ones(values.length) : mask;
            System.arraycopy(b.mask(), r * width, mask, filled * width, width);
          }
          if (condition != null) {
            System.arraycopy(b.condition(), r * given, condition, filled * given, given);
          }
          taken++;
          filled++;
          if (filled == batch || taken == count) {
            chosen.add(new Rows.Batch(filled, values, mask, condition, null));
            values = new float[batch * width];
            mask = mask == null ? null : ones(values.length);
            condition = condition == null ? null : new float[batch * given];
            filled = 0;
          }
        }
      }
    }
    return chosen;
  }

  private static float[] ones(int length) {
    float[] ones = new float[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
