package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.SplitMix64;
import dev.vae.data.rows.DataException;

/** Chooses some rows of a data set. */
final class RowChoice {
  private RowChoice() {}

  static Dataset limit(Dataset data, long rows) {
    if (rows < 1) {
      throw new DataException(
          "a limit of " + Messages.count(rows, "row") + " leaves none; it must be at least 1");
    }
    return rows >= data.size() ? data : range(data, 0, rows);
  }

  static Dataset range(Dataset data, long from, long to) {
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
    Selection rows = data.pipeline().selection().range(from, to);
    return select(data, rows, "rows " + from + " to " + (to - 1));
  }

  static Dataset.Split split(Dataset data, long first) {
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
    return new Dataset.Split(range(data, 0, first), range(data, first, data.size()));
  }

  static Dataset.Split split(Dataset data, double fraction, long seed) {
    int count = count(data, fraction);
    String words = count + " of " + Messages.count(data.size(), "row") + " drawn with seed " + seed;
    long key = SplitMix64.key(seed, -1); // apart from what else is drawn by a seed
    Selection all = data.pipeline().selection();
    return new Dataset.Split(
        select(data, all.draw(count, key, false), words),
        select(data, all.draw(count, key, true), "all but " + words));
  }

  /** How many rows a fraction is; both parts get at least one. */
  private static int count(Dataset data, double fraction) {
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

  /** The rows of some positions. */
  static Dataset pick(Dataset data, long[] rows, String what) {
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
      numbers[i] = data.pipeline().selection().at(rows[i]);
    }
    if (rows.length == 0) {
      throw new DataException(what + ": no row of " + data + " is left");
    }
    return select(data, new Selection.Picked(numbers), what);
  }

  private static Dataset select(Dataset data, Selection rows, String words) {
    return new Dataset(data.pipeline().select(rows, words));
  }
}
