package dev.vae.core.internal.compile;

import dev.vae.core.internal.compile.run.Memory;

/** Says before anything is allocated that a run cannot fit, and what would help. */
final class Sizes {
  /** The longest array Java promises, less what aligns its first vector. */
  private static final long LONGEST = Integer.MAX_VALUE - 64L - Memory.PADDING;

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
                + "); use fewer rows at a time (a smaller batch)");
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
              + "); use fewer rows at a time (a smaller batch)");
    }
  }

  /** Allocates an arena, or says why it cannot be. */
  static float[] allocate(int rows, int floats) {
    long bytes = (long) floats * Float.BYTES;
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(rows, bytes);
    }
    try {
      return new float[floats];
    } catch (OutOfMemoryError e) {
      throw tooLarge(rows, bytes);
    }
  }

  private static IllegalArgumentException tooLarge(int rows, long bytes) {
    return new IllegalArgumentException(
        needs(rows, bytes)
            + ", this JVM has "
            + text(Runtime.getRuntime().maxMemory())
            + " for everything; use fewer rows at a time (a smaller batch) or raise -Xmx");
  }

  private static String needs(int rows, long bytes) {
    return "a run with " + rows + " rows needs " + text(bytes) + " of memory";
  }

  private static String text(long bytes) {
    return bytes < 10_000_000
        ? bytes + " bytes"
        : bytes < 10_000_000_000L ? bytes / 1_000_000 + " MB" : bytes / 1_000_000_000 + " GB";
  }
}
