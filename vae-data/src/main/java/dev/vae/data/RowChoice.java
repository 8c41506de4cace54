package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.SplitMix64;
import dev.vae.data.rows.DataException;

/** Checks and counts of some rows of a data set. */
final class RowChoice {
  private RowChoice() {}

  static void requireLimit(long rows) {
    if (rows < 1) {
      throw new DataException(
          "a limit of " + Messages.count(rows, "row") + " leaves none; it must be at least 1");
    }
  }

  static void requireRange(Dataset data, long from, long to) {
    if (from < 0 || from >= to || to > data.size()) {
      throw new DataException(
          "rows "
              + from
              + " to "
              + to
              + " are not part of the "
              + Messages.count(data.size(), "row")
              + " of "
              + data);
    }
  }

  static void requireSplit(Dataset data, long first) {
    if (first < 1 || first >= data.size()) {
      throw new DataException(
          "cannot split off "
              + first
              + " of "
              + Messages.count(data.size(), "row")
              + " of "
              + data
              + "; both parts need at least one row");
    }
  }

  /** How many rows a fraction is; both parts get at least one. */
  static int count(Dataset data, double fraction) {
    if (!(fraction > 0 && fraction < 1) || data.size() < 2) {
      throw new DataException(
          "cannot split "
              + Messages.count(data.size(), "row")
              + " of "
              + data
              + " at the fraction "
              + fraction
              + "; it must lie between 0 and 1, and both parts need a row");
    }
    return (int) Math.max(1, Math.min(data.size() - 1, Math.round(fraction * data.size())));
  }

  /** Sets splits apart from what else is drawn by a seed. */
  static long key(long seed) {
    return SplitMix64.key(seed, -1);
  }

  /** The rows of some positions. */
  static Selection picked(Dataset data, long[] rows, String what) {
    long[] numbers = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= data.size()) {
        throw new DataException(
            "there is no row "
                + rows[i]
                + " among the "
                + Messages.count(data.size(), "row")
                + " of "
                + data);
      }
      numbers[i] = data.selection().at(rows[i]);
    }
    if (rows.length == 0) {
      throw new DataException(what + ": no row of " + data + " is left");
    }
    return new Selection.Picked(numbers);
  }
}
