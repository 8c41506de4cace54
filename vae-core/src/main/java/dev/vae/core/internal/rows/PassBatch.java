package dev.vae.core.internal.rows;

/** How many rows a pass that only looks at them takes at once. */
public final class PassBatch {
  private static final int MOST = 1024;
  private static final int FEWEST = 16;

  /** 8 MB of floats: more at once is no faster. */
  private static final int VALUES = 1 << 21;

  private PassBatch() {}

  /** Returns how many rows of a width. */
  public static int rows(int width) {
    return Math.max(FEWEST, Math.min(MOST, VALUES / Math.max(1, width)));
  }
}
