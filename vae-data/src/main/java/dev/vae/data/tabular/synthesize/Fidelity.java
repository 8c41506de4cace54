package dev.vae.data.tabular.synthesize;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The figures of one synthetic table beside the real ones.
 *
 * @param shape mean over columns, 0 to 1 = as the real rows
 * @param trend mean over pairs of columns, likewise
 * @param levelCoverage share of the levels of at least 0.1 % that occur
 * @param tailError mean over columns of numbers of how far the 1st and the 99th percentile lie from
 *     the real ones, in standard deviations
 * @param trainSyntheticTestReal AUROC on real test rows of trees taught by synthetic rows; NaN
 *     without a column to learn
 * @param indistinguishable 1 − (2 AUROC − 1) of trees that tell them from real test rows
 * @param exactCopies share of rows that are a training row, to the digit
 * @param tailShare share of rows nearer to a training row than 98 % of the test rows are
 * @param membership AUROC of telling training from test rows by their distance to the nearest
 *     synthetic row; 0.5 is blind
 */
record Fidelity(
    double shape,
    double trend,
    double levelCoverage,
    double tailError,
    double trainSyntheticTestReal,
    double indistinguishable,
    double exactCopies,
    double tailShare,
    double membership) {
  private static final int MOST_LEARNED = 20_000;
  private static final int MOST_NEIGHBOURS = 3_000;
  private static final int MOST_QUERIES = 1_000;
  private static final double COMMON = 0.001;

  /**
   * Measures.
   *
   * @param train what the model was trained on
   * @param test real rows that it was not trained on
   * @param target the column to learn; −1 for none
   */
  static Fidelity of(
      ComparedTable train, ComparedTable test, ComparedTable synthetic, int target, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ComparedTable learned = synthetic.sample(MOST_LEARNED, random);
    RowDistances distances = new RowDistances(train);
    ComparedTable members = train.sample(MOST_NEIGHBOURS, random);
    ComparedTable others = test.sample(MOST_QUERIES, random);
    ComparedTable made = synthetic.sample(MOST_NEIGHBOURS, random);
    return new Fidelity(
        ColumnShapes.shape(train, synthetic),
        ColumnShapes.trend(train, synthetic),
        coverage(train, synthetic),
        tails(train, synthetic),
        target < 0 ? Double.NaN : Classification.learns(learned, test, target),
        Classification.indistinguishable(test.sample(MOST_LEARNED / 2, random), learned, random),
        copies(train, synthetic),
        tailShare(distances, members, others, made.sample(MOST_QUERIES, random)),
        membership(distances, members.sample(MOST_QUERIES, random), others, made));
  }

  private static double coverage(ComparedTable real, ComparedTable other) {
    int common = 0;
    int there = 0;
    for (int c = 0; c < real.width(); c++) {
      if (real.categorical(c)) {
        double[] a = ColumnShapes.shares(real, c);
        double[] b = ColumnShapes.shares(other, c);
        for (int l = 0; l < a.length; l++) {
          common += a[l] >= COMMON ? 1 : 0;
          there += a[l] >= COMMON && b[l] > 0 ? 1 : 0;
        }
      }
    }
    return common == 0 ? 1 : (double) there / common;
  }

  private static double tails(ComparedTable real, ComparedTable other) {
    double sum = 0;
    int count = 0;
    for (int c = 0; c < real.width(); c++) {
      double[] a = sorted(real.columns()[c]);
      double[] b = sorted(other.columns()[c]);
      if (real.categorical(c) || a.length < 2 || b.length < 2) {
        continue;
      }
      double mean = Arrays.stream(a).average().orElse(0);
      double deviation =
          Math.sqrt(Arrays.stream(a).map(v -> (v - mean) * (v - mean)).average().orElse(0));
      if (deviation > 0) {
        for (double share : new double[] {0.01, 0.99}) {
          sum += Math.abs(quantile(a, share) - quantile(b, share)) / deviation;
          count++;
        }
      }
    }
    return count == 0 ? 0 : sum / count;
  }

  static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  private static double[] sorted(double[] values) {
    return Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
  }

  /** The fraction of one table's rows that another has, to the digit. */
  static double copies(ComparedTable real, ComparedTable other) {
    Set<String> known = new HashSet<>();
    for (int i = 0; i < real.rows(); i++) {
      known.add(text(real, i));
    }
    int copies = 0;
    for (int i = 0; i < other.rows(); i++) {
      copies += known.contains(text(other, i)) ? 1 : 0;
    }
    return (double) copies / Math.max(1, other.rows());
  }

  private static String text(ComparedTable table, int row) {
    StringBuilder text = new StringBuilder();
    for (double[] column : table.columns()) {
      text.append(column[row]).append(' ');
    }
    return text.toString();
  }

  private static double tailShare(
      RowDistances distances, ComparedTable train, ComparedTable test, ComparedTable synthetic) {
    double[] usual = distances.toNearest(test, train);
    Arrays.sort(usual);
    double near = usual[(int) (0.02 * (usual.length - 1))];
    double[] made = distances.toNearest(synthetic, train);
    // those as near as that count half: there are ties where rows repeat
    return Arrays.stream(made).map(d -> d < near ? 1 : d == near ? 0.5 : 0).average().orElse(0);
  }

  private static double membership(
      RowDistances distances,
      ComparedTable members,
      ComparedTable others,
      ComparedTable synthetic) {
    ComparedTable all = members.and(others);
    boolean[] member = new boolean[all.rows()];
    Arrays.fill(member, 0, members.rows(), true);
    double[] nearness = distances.toNearest(all, synthetic);
    for (int i = 0; i < nearness.length; i++) {
      nearness[i] = -nearness[i];
    }
    return Classification.auroc(nearness, member);
  }
}
