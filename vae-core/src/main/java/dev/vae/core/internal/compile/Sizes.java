package dev.vae.core.internal.compile;

import dev.vae.core.internal.compile.run.BufferTable;

/** Says before a run that it cannot fit, and what would help. */
public final class Sizes {
  /** The longest array Java promises, less what aligns its first vector. */
  private static final long LONGEST = Integer.MAX_VALUE - 64L - BufferTable.PADDING;

  private static final String FEWER_ROWS = "use fewer rows at a time (a smaller batch)";

  private Sizes() {}

  /** Checks that each buffer fits into an array. */
  static void check(Compiled compiled, int rows) {
    for (Buffer b : compiled.buffers()) {
      long size;
      try {
        size = b.size().at(rows);
      } catch (ArithmeticException e) {
        size = Long.MAX_VALUE;
      }
      if (size > LONGEST) {
        throw new IllegalArgumentException(
            b.tensor()
                + " has more numbers for "
                + rows
                + " rows than an array can hold ("
                + LONGEST
                + "); "
                + FEWER_ROWS);
      }
    }
  }

  /** Checks that the arena fits into an array. */
  static void check(int rows, long floats) {
    if (floats > LONGEST) {
      throw new IllegalArgumentException(
          needs(rows, floats * Float.BYTES)
              + ", more than one array can hold ("
              + text(LONGEST * Float.BYTES)
              + "); "
              + FEWER_ROWS
              + ", or in training --recompute, Trainer.recompute");
    }
  }

  /** Allocates an arena, or says why it cannot be. */
  static float[] allocate(int rows, int floats) {
    return allocate(floats, needs(rows, (long) floats * Float.BYTES), FEWER_ROWS);
  }

  /**
   * Allocates, or says why it cannot be, and what else would be needed.
   *
   * @param needs who needs how much
   * @param instead what to do, besides giving the JVM more
   * @throws IllegalArgumentException if there is not enough memory
   */
  public static float[] allocate(int floats, String needs, String instead) {
    Runtime runtime = Runtime.getRuntime();
    long most = runtime.maxMemory();
    String used = "";
    if ((long) floats * Float.BYTES <= most) {
      try {
        return new float[floats];
      } catch (OutOfMemoryError e) {
        // all that is no longer needed has just been collected
        used = " and uses " + text(runtime.totalMemory() - runtime.freeMemory()) + " already";
      }
    }
    throw new IllegalArgumentException(
        needs
            + ", this JVM has "
            + text(most)
            + " for everything"
            + used
            + "; "
            + instead
            + " or raise -Xmx");
  }

  private static String needs(int rows, long bytes) {
    return "a run with "
        + rows
        + (rows == 1 ? " row needs " : " rows needs ")
        + text(bytes)
        + " of memory";
  }

  /** Returns bytes as people say them. */
  public static String text(long bytes) {
    return bytes < 10_000_000
        ? bytes + " bytes"
        : bytes < 10_000_000_000L ? bytes / 1_000_000 + " MB" : bytes / 1_000_000_000 + " GB";
  }
}
