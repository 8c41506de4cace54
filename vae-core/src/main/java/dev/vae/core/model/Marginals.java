package dev.vae.core.model;

import dev.vae.core.internal.rows.PassBatch;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Collects how the observed values of every column are distributed, in double precision. */
final class Marginals {
  /**
   * Squares of larger values leave single precision: such a column says nothing, or one odd value
   * would spoil all rows.
   */
  private static final double FARTHEST = 1e18;

  /** Mean points of angles nearer to the circle's middle have no direction to speak of. */
  private static final double SHORTEST = 1e-3;

  private static final int MOST_CATEGORIES = 1 << 20;

  private final Column[] columns;

  /**
   * The values of one column; moments are about the first value, which loses nothing far from 0.
   */
  private static final class Column {
    final boolean positive;
    final boolean circle;
    final long[] counts;
    final boolean plain;
    long count;
    double first;
    double sum;
    double squares;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double logFirst;
    double logSum;
    double logSquares;
    double sines;
    double cosines;

    Column(Support support) {
      boolean category = support.kind() == Support.Kind.CATEGORY;
      this.circle = support.kind() == Support.Kind.CIRCLE;
      this.positive = support.kind() == Support.Kind.POSITIVE;
      this.counts =
          new long
              [category && support.largest() < MOST_CATEGORIES ? (int) support.largest() + 1 : 0];
      this.plain = !positive && !circle && counts.length == 0;
    }

    void add(double value) {
      if (value == 0 && count > 0 && first == 0 && plain) {
        count++; // adds 0 to the sums, and is between the ends
        return;
      }
      if (count == 0) {
        first = value;
        logFirst = positive ? Math.log(value) : Double.NaN;
      }
      count++;
      sum += value - first;
      squares += (value - first) * (value - first);
      min = Math.min(min, value);
      max = Math.max(max, value);
      if (positive) {
        double log = Math.log(value) - logFirst;
        logSum += log;
        logSquares += log * log;
      }
      if (circle) {
        sines += StrictMath.sin(value);
        cosines += StrictMath.cos(value);
      }
      if (counts.length > 0) {
        counts[(int) value]++;
      }
    }

    Marginal marginal() {
      if (Math.max(Math.abs(min), Math.abs(max)) > FARTHEST) {
        return new Marginal(0, 0, 0, 0, 0, 0, 0, LongStream.of(counts).boxed().toList());
      }
      if (circle && count > 0) {
        double length = Math.min(1, StrictMath.hypot(sines, cosines) / count);
        return new Marginal(
            count,
            StrictMath.atan2(sines, cosines),
            -2 * StrictMath.log(Math.max(SHORTEST, length)),
            min,
            max,
            Double.NaN,
            Double.NaN,
            List.of());
      }
      double mean = sum / count;
      double logMean = logSum / count;
      return new Marginal(
          count,
          first + mean,
          max > min ? Math.max(0, squares / count - mean * mean) : 0,
          min,
          max,
          logFirst + logMean,
          positive ? Math.max(0, logSquares / count - logMean * logMean) : Double.NaN,
          LongStream.of(counts).boxed().toList());
    }
  }

  private Marginals(List<Support> supports) {
    this.columns = supports.stream().map(Column::new).toArray(Column[]::new);
  }

  /** The marginals of rows in the model's units, all of which have a density. */
  static List<Marginal> of(Rows rows, List<Support> supports, long seed) {
    Marginals all = new Marginals(supports);
    try (Rows.Batches batches = rows.inOrder(PassBatch.rows(all.columns.length), seed)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        all.add(b);
      }
    }
    List<Marginal> each = new ArrayList<>();
    for (Column column : all.columns) {
      each.add(column.marginal());
    }
    return each;
  }

  private void add(Rows.Batch batch) {
    int width = columns.length;
    float[] mask = batch.mask();
    for (int r = 0; r < batch.rows(); r++) {
      for (int c = 0; c < width; c++) {
        if (mask == null || mask[r * width + c] != 0) {
          columns[c].add(batch.values()[r * width + c]);
        }
      }
    }
  }
}
