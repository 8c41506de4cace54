package dev.vae.data.tabular.impute;

import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.draws.CellCalibration;
import dev.vae.data.tabular.draws.ExpectedCell;
import dev.vae.data.tabular.draws.WeightedDraws;
import dev.vae.data.tabular.formula.ScoreFormula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** How the draws of one column become values that the table could hold. */
final class CellFill {
  private final Column column;
  private final ColumnEncoding transform;
  private final boolean parts;
  private final int at;
  private final ExpectedCell held;

  /**
   * The column's place among the modelled ones is {@code at}. Values that are missing by their own
   * size may lie beyond those that are there. Of a date that was put together of parts no mean is
   * taken, which would be of a weekday and hour that need not be: it is the median.
   */
  CellFill(Column column, ColumnEncoding transform, boolean parts, int at, boolean selfMasked) {
    this.column = column;
    this.transform = transform;
    this.parts = parts;
    this.at = at;
    this.held = transform.cell(column, selfMasked);
  }

  Column column() {
    return column;
  }

  /** A draw in the units of the table, between what training rows held. */
  double raw(double model) {
    return held.held(transform.toRaw(model));
  }

  /** The single value. */
  double single(WeightedDraws draws, Imputer.Single how) {
    if (transform.category()) {
      return mode(draws);
    }
    double value =
        switch (parts ? Imputer.Single.MEDIAN : how) {
          case MEAN -> mean(draws, held::counted);
          case MEDIAN -> transform.toRaw(draws.quantiles(at, 0.5)[0]);
        };
    return held.held(value);
  }

  private double mean(WeightedDraws draws, DoubleUnaryOperator count) {
    return transform.averagesRaw()
        ? draws.mean(at, v -> count.applyAsDouble(transform.toRaw(v)))
        : transform.toRaw(draws.mean(at));
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

  ExpectedCell held() {
    return held;
  }

  /** A drawn value; where a draw is of a level never seen, the likeliest level. */
  double drawn(double model, WeightedDraws draws) {
    boolean unseen = transform.category() && model >= transform.levels();
    return unseen ? mode(draws) : raw(model);
  }

  /**
   * The cell with a value and its interval, which holds the value: draws of a row unlike all others
   * are few. But a spike alone may be an interval, beside which the mean lies.
   */
  ImputedCell cell(
      WeightedDraws draws, double value, CellCalibration cells, double hidden, double level) {
    if (transform.category()) {
      double[] shares = draws.probabilities(at, transform.levels());
      int[] likely = cells.levels(draws, hidden, at, transform.levels(), level);
      IntStream all = IntStream.concat(Arrays.stream(likely), IntStream.of((int) value));
      List<String> set =
          all.distinct()
              .mapToObj(column::format)
              .filter(word -> !column.hashed() || !word.isEmpty()) // a bucket without a word
              .toList();
      double spread = Math.max(0, 1 - shares[(int) value]);
      return ImputedCell.of(column, value, Double.NaN, Double.NaN, set, spread);
    }
    double[] interval = cells.interval(draws, hidden, at, level);
    double from = held.inside(transform.toRaw(interval[0]));
    double to = held.inside(transform.toRaw(interval[2]));
    if (held.whole()) {
      double first = Math.ceil(from);
      double last = Math.floor(to);
      // no whole number between: the one that is nearest
      from = first <= last ? first : Math.rint((from + to) / 2);
      to = first <= last ? last : from;
    }
    if (transform.spikes().isEmpty()) {
      from = Math.min(from, value);
      to = Math.max(to, value);
    }
    List<String> set = new ArrayList<>();
    if (column.type().hasLevels()) {
      for (double l = from; l <= to; l++) {
        set.add(column.format(l));
      }
      from = Double.NaN;
      to = Double.NaN;
    }
    double mean = held.inside(mean(draws, held::inside));
    double square = draws.mean(at, v -> (raw(v) - mean) * (raw(v) - mean));
    return ImputedCell.of(column, value, from, to, set, Math.sqrt(square));
  }
}
