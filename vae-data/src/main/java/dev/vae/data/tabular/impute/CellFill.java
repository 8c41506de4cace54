package dev.vae.data.tabular.impute;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.draws.CellCalibration;
import dev.vae.data.tabular.draws.WeightedDraws;
import dev.vae.data.tabular.formula.ScoreFormula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How the draws of one column become values that the table could hold. */
final class CellFill {
  /** How far a value may lie beyond those that are there, in their range: it bounds tails. */
  private static final double BEYOND = 1;

  private final Column column;
  private final ColumnEncoding transform;
  private final int at;
  private final double low;
  private final double high;

  /**
   * The column's place among the modelled ones is {@code at}. Values that are missing by their own
   * size may lie beyond those that are there.
   */
  CellFill(Column column, ColumnEncoding transform, int at, boolean selfMasked) {
    this.column = column;
    this.transform = transform;
    this.at = at;
    boolean levels = column.type().hasLevels();
    double least = levels ? 0 : column.summary().minimum();
    double most = levels ? column.levels().size() - 1.0 : column.summary().maximum();
    double beyond = selfMasked ? BEYOND * (most - least) : 0;
    this.low = Double.isNaN(least) ? Double.NEGATIVE_INFINITY : least - beyond;
    this.high = Double.isNaN(most) ? Double.POSITIVE_INFINITY : most + beyond;
  }

  Column column() {
    return column;
  }

  /** A draw in the units of the table, between what training rows held. */
  double raw(double model) {
    double raw = Math.min(high, Math.max(low, transform.toRaw(model)));
    return whole() ? Math.rint(raw) : raw;
  }

  private boolean whole() {
    return column.type() == ColumnType.COUNT || column.type().hasLevels();
  }

  /** The single value. */
  double single(WeightedDraws draws, Single how) {
    if (transform.category()) {
      return mode(draws);
    }
    double value =
        switch (how) {
          case MEAN -> mean(draws);
          case MEDIAN -> transform.toRaw(draws.quantiles(at, 0.5)[0]);
        };
    double inside = Math.min(high, Math.max(low, value));
    return whole() ? Math.rint(inside) : inside;
  }

  private double mean(WeightedDraws draws) {
    return !transform.log()
        ? transform.toRaw(draws.mean(at))
        : draws.mean(at, v -> Math.min(high, Math.max(low, transform.toRaw(v))));
  }

  /** Of levels that tie the first: rounding shall not decide. */
  private double mode(WeightedDraws draws) {
    double[] shares = draws.probabilities(at, transform.levels());
    int best = 0;
    for (int l = 1; l < shares.length; l++) {
      best = ScoreFormula.vote(shares[l]) > ScoreFormula.vote(shares[best]) ? l : best;
    }
    return best;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  /** A drawn value; where a draw is of a level never seen, the likeliest level. */
  double drawn(double model, WeightedDraws draws) {
    boolean unseen = transform.category() && model >= transform.levels();
    return unseen ? mode(draws) : raw(model);
  }

  /** The cell with its interval. */
  ImputedCell cell(
      WeightedDraws draws, Single how, CellCalibration cells, double hidden, double level) {
    double value = single(draws, how);
    if (transform.category()) {
      double[] shares = draws.probabilities(at, transform.levels());
      List<String> set =
          Arrays.stream(cells.levels(draws, hidden, at, transform.levels(), level))
              .mapToObj(column::format)
              .toList();
      return new ImputedCell(
          column.name(),
          value,
          column.format(value),
          Double.NaN,
          Double.NaN,
          set,
          1 - shares[(int) value]);
    }
    double[] interval = cells.interval(draws, hidden, at, level);
    double from = Math.min(high, Math.max(low, transform.toRaw(interval[0])));
    double to = Math.min(high, Math.max(low, transform.toRaw(interval[2])));
    if (whole()) {
      double first = Math.ceil(from);
      double last = Math.floor(to);
      // no whole number between: the one that is nearest
      from = first <= last ? first : Math.rint((from + to) / 2);
      to = first <= last ? last : from;
    }
    List<String> set = new ArrayList<>();
    if (column.type().hasLevels()) {
      for (double l = from; l <= to; l++) {
        set.add(column.format(l));
      }
      from = Double.NaN;
      to = Double.NaN;
    }
    double mean = mean(draws);
    double square = draws.mean(at, v -> (raw(v) - mean) * (raw(v) - mean));
    return new ImputedCell(
        column.name(), value, column.format(value), from, to, set, Math.sqrt(square));
  }
}
