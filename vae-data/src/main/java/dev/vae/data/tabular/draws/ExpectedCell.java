package dev.vae.data.tabular.draws;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * How values of one column, in the model's units, become values that the table could hold.
 *
 * @param levels how many levels a column of categories has; 0 for numbers
 * @param log whether logarithms are modelled
 * @param whole whether values are whole numbers
 * @param low the least value, in the table's units
 * @param high the largest
 * @param most what larger ones count as in means: where logarithms are modelled, one that few
 *     exceed, for a small share of a normal distribution would else stand for a gross value
 * @param spikes single values that have a probability, in the table's units, ascending
 * @param toRaw from the model's units to the table's
 */
public record ExpectedCell(
    int levels,
    boolean log,
    boolean whole,
    double low,
    double high,
    double most,
    List<Double> spikes,
    DoubleUnaryOperator toRaw) {

  /** Returns a value in the table's units between those that training rows held. */
  public double inside(double raw) {
    return Math.min(high, Math.max(low, raw));
  }

  /** Returns what a value in the table's units counts as in a mean; spikes as what they are. */
  public double counted(double raw) {
    return spikes.contains(raw) ? inside(raw) : Math.min(most, Math.max(low, raw));
  }

  /** Returns a value in the table's units as the column holds them. */
  public double held(double raw) {
    double inside = inside(raw);
    return whole ? Math.rint(inside) : inside;
  }
}
