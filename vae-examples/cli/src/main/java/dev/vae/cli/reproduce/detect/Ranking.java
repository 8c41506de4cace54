package dev.vae.cli.reproduce.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

/** How well scores rank odd rows above others. */
public final class Ranking {
  private static final int REDRAWN = 200;

  private Ranking() {}

  /**
   * Returns the share of pairs of an odd and another row in which the odd one scores higher; ties
   * half.
   */
  public static double auroc(double[] scores, boolean[] odd) {
    double pairs = 0;
    double odds = 0;
    int before = 0;
    for (Ties ties : ties(scores, odd)) {
      pairs += ties.others(before) * (odds + 0.5 * ties.odd);
      odds += ties.odd;
      before = ties.end;
    }
    return pairs / (odds * (scores.length - odds));
  }

  /**
   * Returns the mean over odd rows of the share of odd ones among those that score at least as
   * high.
   */
  public static double averagePrecision(double[] scores, boolean[] odd) {
    double odds = 0;
    double sum = 0;
    for (Ties ties : ties(scores, odd)) {
      odds += ties.odd;
      sum += ties.odd * odds / ties.end;
    }
    return sum / odds;
  }

  /**
   * Rows of one score.
   *
   * @param end how many rows score at least as high
   * @param odd how many of these rows are odd
   */
  private record Ties(int end, int odd) {
    int others(int before) {
      return end - before - odd;
    }
  }

  /** Returns rows of the same score, the highest score first. */
  private static List<Ties> ties(double[] scores, boolean[] odd) {
    Integer[] order = descending(scores);
    List<Ties> all = new ArrayList<>();
    int i = 0;
    while (i < order.length) {
      int j = i;
      int here = 0;
      while (j < order.length && scores[order[j]] == scores[order[i]]) {
        here += odd[order[j++]] ? 1 : 0;
      }
      all.add(new Ties(j, here));
      i = j;
    }
    return all;
  }

  /** Returns the median. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  private static Integer[] descending(double[] scores) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
    return order;
  }

  /**
   * Tells between which values 95 % of a measure lie when rows are drawn again, odd ones and others
   * apart (Efron's bootstrap).
   */
  public static double[] interval(
      ToDoubleBiFunction<double[], boolean[]> measure, double[] scores, boolean[] odd, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[REDRAWN];
    int[] odds = places(odd, true);
    int[] others = places(odd, false);
    for (int b = 0; b < REDRAWN; b++) {
      double[] drawn = new double[scores.length];
      boolean[] own = new boolean[scores.length];
      for (int i = 0; i < drawn.length; i++) {
        own[i] = i < odds.length;
        int[] from = own[i] ? odds : others;
        drawn[i] = scores[from[random.nextInt(from.length)]];
      }
      values[b] = measure.applyAsDouble(drawn, own);
    }
    Arrays.sort(values);
    return new double[] {values[(int) (0.025 * REDRAWN)], values[(int) (0.975 * REDRAWN)]};
  }

  private static int[] places(boolean[] odd, boolean wanted) {
    return java.util.stream.IntStream.range(0, odd.length).filter(i -> odd[i] == wanted).toArray();
  }
}
