package dev.vae.core.train;

import dev.vae.core.internal.rows.PassBatch;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Looks at all rows before training: observed values must be finite and have a density under the
 * likelihood.
 *
 * @param masked whether some values were not observed
 * @param notices what is worth saying
 */
record RowCheck(boolean masked, List<String> notices) {

  /** Copies the list. */
  public RowCheck {
    notices = List.copyOf(notices);
  }

  /**
   * Looks at rows that are in the model's units already.
   *
   * @throws IllegalArgumentException if a value does not fit; the message names row and column
   */
  static RowCheck ofPrepared(Vae vae, Rows rows, long seed) {
    if (rows.size() == 0) {
      throw new IllegalArgumentException("there are no rows");
    }
    Support[] supports = vae.supports().toArray(Support[]::new);
    vae.schema().scaling().ifPresent(scaling -> checkScaling(vae, supports, scaling));
    int width = vae.spec().width();
    boolean binary = vae.supports().stream().anyMatch(s -> s.kind() == Support.Kind.BINARY);
    boolean masked = false;
    long between = 0;
    long seen = 0;
    try (Rows.Batches batches = rows.inOrder(PassBatch.rows(width), seed)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        masked |= b.mask() != null;
        checkConditions(b, rows.condition());
        vae.check(b);
        for (int i = 0; binary && i < b.rows() * width; i++) {
          boolean observed = b.mask() == null || b.mask()[i] != 0;
          if (observed && supports[i % width].kind() == Support.Kind.BINARY) {
            between += b.values()[i] != 0 && b.values()[i] != 1 ? 1 : 0;
            seen++;
          }
        }
      }
    }
    List<String> notices = new ArrayList<>();
    if (between > 0) {
      notices.add(
          String.format(
              java.util.Locale.ROOT,
              "%.1f %% of the values lie between 0 and 1; likelihood '%s' takes them as"
                  + " probabilities, so the bound is not a likelihood of the data",
              100.0 * between / seen,
              Objects.requireNonNull(vae.spec().likelihood()).name()));
    }
    return new RowCheck(masked, notices);
  }

  private static void checkConditions(Rows.Batch batch, int width) {
    float[] condition = width == 0 ? new float[0] : Objects.requireNonNull(batch.condition());
    for (int i = 0; i < batch.rows() * width; i++) {
      if (!Float.isFinite(condition[i])) {
        throw new IllegalArgumentException(
            "row "
                + (batch.index() == null ? i / width : batch.index()[i / width])
                + ", value "
                + i % width
                + " of its condition is "
                + condition[i]
                + "; a finite number is needed");
      }
    }
  }

  private static void checkScaling(Vae vae, Support[] supports, Scaling scaling) {
    for (int c = 0; c < supports.length; c++) {
      boolean moved = scaling.mean().get(c) != 0;
      boolean divided = scaling.standardDeviation().get(c) != 1;
      boolean fits =
          switch (supports[c].kind()) {
            case REAL -> true;
            case POSITIVE -> !moved;
            case BINARY, UNIT_INTERVAL, INTERVAL, CIRCLE, COUNT, CATEGORY -> !moved && !divided;
          };
      if (!fits) {
        throw new IllegalArgumentException(
            vae.schema().column(c)
                + " is standardised, which does not fit likelihood '"
                + Objects.requireNonNull(vae.spec().likelihood()).name()
                + "' there: it needs values that are "
                + supports[c].describe()
                + "; leave them as they are, or choose 'gaussian'");
      }
    }
  }
}
