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

  /** Checks that the arena fits into an array and into the memory of this JVM. */
  static void check(int rows, long floats) {
    long bytes = floats * Float.BYTES;
    if (floats > LONGEST) {
      throw new IllegalArgumentException(
          needs(rows, bytes)
              + ", more than one array can hold ("
              + text(LONGEST * Float.BYTES)
              + "); use fewer rows at a time (a smaller batch)");
    }
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(rows, bytes);
    }
  }

  /** The arena does not fit beside what is there. */
  static IllegalArgumentException tooLarge(int rows, long bytes) {
    return new IllegalArgumentException(
        needs(rows, bytes)
            + ", this JVM has "
            + text(Runtime.getRuntime().maxMemory())
            + " for everything; use fewer rows at a time (a smaller batch) or raise -Xmx");
  }

  private static String needs(int rows, long bytes) {
    return "a run with " + rows + " rows needs " + text(bytes) + " of memory";
  }

  static String text(long bytes) {
    return bytes < 10_000_000
        ? bytes + " bytes"
        : bytes < 10_000_000_000L ? bytes / 1_000_000 + " MB" : bytes / 1_000_000_000 + " GB";
  }
}
