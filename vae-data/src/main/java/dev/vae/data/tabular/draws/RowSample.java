package dev.vae.data.tabular.draws;

import dev.vae.data.rows.DataException;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * An even sample of rows that come one after another (Vitter's algorithm R): all of them, in order,
 * as long as there are no more than {@link #most}. A model sees each row of more only once or not
 * at all in its steps, so it would learn little from the others.
 */
public final class RowSample {
  private static final int MOST_ROWS = 200_000;
  private static final int MOST_CELLS = 40_000_000;
  private static final int FEWEST_ROWS = 4000;

  /** What training takes for a cell, in bytes: read, scaled, and once more as float with mask. */
  private static final int BYTES = 32;

  private final SplittableRandom random;
  private double[][] rows = new double[1024][];
  private final int most;
  private long seen;

  /** Begins, for rows of so many columns. */
  public RowSample(long seed, int width) {
    most = most(width);
    random = new SplittableRandom(seed ^ 0x2545F4914F6CDD1DL);
  }

  /** Returns how many rows of so many columns are kept: 200,000, and fewer of a very wide table. */
  public static int most(int width) {
    return Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, MOST_CELLS / Math.max(1, width)));
  }

  /**
   * Checks before anything is read that rows can be held.
   *
   * @throws DataException with what they take, and what can be done
   */
  public static void check(long rows, int width, long bytes) {
    long needed = Math.min(rows, most(width)) * width * BYTES;
    if (needed > 0.9 * bytes) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "to learn from %d rows of %d columns takes about %d MiB, and this JVM has %d MiB for"
                  + " everything: raise -Xmx, or leave columns out by --column NAME=ignore",
              Math.min(rows, most(width)),
              width,
              needed >> 20,
              bytes >> 20));
    }
  }

  /** Returns how many trainings at a time take at most half of so many bytes; at least one. */
  public static int atOnce(int rows, int width, long bytes) {
    return (int) Math.max(1, Math.min(1000, bytes / 2 / Math.max(1L, (long) rows * width * BYTES)));
  }

  /** Takes the next row, which is kept as it is. */
  public void add(double[] row) {
    if (seen < most) {
      if (seen == rows.length) {
        rows = Arrays.copyOf(rows, Math.min(most, 2 * rows.length));
      }
      rows[(int) seen++] = row;
      return;
    }
    seen++;
    long at = random.nextLong(seen);
    if (at < most) {
      rows[(int) at] = row;
    }
  }

  /** Returns how many rows came. */
  public long seen() {
    return seen;
  }

  /** Returns the rows that are kept. */
  public double[][] rows() {
    return Arrays.copyOf(rows, (int) Math.min(most, seen));
  }
}
