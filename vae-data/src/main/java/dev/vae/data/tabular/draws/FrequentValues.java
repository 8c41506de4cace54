package dev.vae.data.tabular.draws;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Single values of a column of numbers that have a probability of their own: where there are few
 * different ones, nearly all of them, such as grades and small counts; else those in at least 15 %
 * of rows, such as the zeros of what was paid.
 */
public final class FrequentValues {
  /** A value in at least such a fraction of rows is one, beside however many others. */
  private static final double SHARE = 0.15;

  /** Of up to so many different values all are that stand in rows enough. */
  private static final int FEW = 12;

  /** A value needs so many rows in any case. */
  private static final int ROWS = 10;

  /** How many a column may have: few numbers of them, so that columns are modelled together. */
  private static final List<Integer> COUNTS = List.of(12, 8, 6, 4, 3, 2, 1, 0);

  private FrequentValues() {}

  private record Value(double value, int rows) {}

  /**
   * Returns those of a column, ascending.
   *
   * @param sorted its values, ascending
   */
  public static List<Double> of(double[] sorted) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < sorted.length; ) {
      int end = i;
      while (end < sorted.length && sorted[end] == sorted[i]) {
        end++;
      }
      values.add(new Value(sorted[i], end - i));
      i = end;
    }
    double least = values.size() <= FEW ? ROWS : Math.max(ROWS, SHARE * sorted.length);
    List<Value> many =
        values.stream()
            .filter(v -> v.rows >= least)
            .sorted(Comparator.comparingInt((Value v) -> -v.rows))
            .toList();
    int count = COUNTS.stream().filter(n -> n <= many.size()).findFirst().orElse(0);
    return many.stream().limit(count).map(Value::value).sorted().toList();
  }
}
