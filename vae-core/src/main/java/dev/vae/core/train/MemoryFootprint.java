package dev.vae.core.train;

import java.util.Locale;

/**
 * The memory training needs at least, in bytes, known before it starts. The rows themselves are
 * beside it.
 *
 * @param rows how many rows a step has; 0 for all but the step
 * @param weights the model's variables
 * @param optimizer what the optimizer keeps for them
 * @param copies of both, from before the last steps, for the case that the loss becomes infinite
 * @param step all that a step computes
 */
public record MemoryFootprint(int rows, long weights, long optimizer, long copies, long step) {
  private static final double MIB = 1 << 20;

  /** For so many bytes of variables and a step. */
  static MemoryFootprint of(int rows, long weights, long optimizer, long step) {
    return new MemoryFootprint(
        rows, weights, optimizer, LastFiniteState.COPIES * (weights + optimizer), step);
  }

  /** Returns all of it. */
  public long total() {
    return weights + optimizer + copies + step;
  }

  /**
   * Checks it against what there can be.
   *
   * @param most bytes that the JVM has for everything
   * @param recompute whether a step computes again what only gradients need
   * @throws IllegalArgumentException with all figures, if that is less
   */
  void check(long most, boolean recompute) {
    if (total() > most) {
      String again =
          recompute || rows == 0
              ? ""
              : " have values computed again for gradients (--recompute, Trainer.recompute),";
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s, and this JVM has %.0f MiB for everything; use fewer rows at a time (a smaller"
                  + " batch),%s make the model smaller or raise -Xmx",
              this,
              most / MIB,
              again));
    }
  }

  /** Returns the total and its parts, in one line. */
  @Override
  public String toString() {
    String text =
        String.format(
            Locale.ROOT,
            "training takes %.1f MiB beside the rows: weights %.1f, optimizer %.1f, copies of them"
                + " %.1f",
            total() / MIB,
            weights / MIB,
            optimizer / MIB,
            copies / MIB);
    return rows == 0
        ? text
        : text + String.format(Locale.ROOT, ", a step of %d rows %.1f", rows, step / MIB);
  }
}
