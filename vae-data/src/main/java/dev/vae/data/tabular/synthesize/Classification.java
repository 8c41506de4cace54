package dev.vae.data.tabular.synthesize;

import dev.vae.data.tabular.draws.Shuffles;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What learners of a yes or no make of synthetic rows. */
final class Classification {
  private static final int ROUNDS = 60;

  private Classification() {}

  /**
   * The area under the ROC curve: the probability that a yes has the higher score, ties counting
   * half; ½ where one answer is absent.
   */
  static double auroc(double[] scores, boolean[] yes) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(scores[a], scores[b]));
    double ranks = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        if (yes[order[i]]) {
          positives++;
          ranks += (from + to + 1) / 2.0;
        }
      }
      from = to;
    }
    long negatives = scores.length - positives;
    return positives == 0 || negatives == 0
        ? 0.5
        : (ranks - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
  }

  /**
   * How well boosted trees tell synthetic rows from real ones that neither side saw: 1 − (2 AUROC −
   * 1), so that 1 is not at all and 0 always.
   */
  static double indistinguishable(
      ComparedTable real, ComparedTable synthetic, SplittableRandom random) {
    int n = Math.min(real.rows(), synthetic.rows());
    ComparedTable all = real.sample(n, random).and(synthetic.sample(n, random));
    boolean[] fake = new boolean[all.rows()];
    Arrays.fill(fake, n, fake.length, true);
    int[] order = Shuffles.order(fake.length, random);
    int half = order.length / 2;
    double sum = 0;
    for (int fold = 0; fold < 2; fold++) {
      int[] train =
          fold == 0 ? Arrays.copyOf(order, half) : Arrays.copyOfRange(order, half, order.length);
      int[] test =
          fold == 0 ? Arrays.copyOfRange(order, half, order.length) : Arrays.copyOf(order, half);
      double[] scores =
          BoostedTrees.fit(all.pick(train).columns(), all.levels(), pick(fake, train), ROUNDS)
              .probabilities(all.pick(test).columns());
      sum += Math.max(0.5, auroc(scores, pick(fake, test))) / 2;
    }
    return 2 - 2 * sum;
  }

  /**
   * The AUROC on test rows of boosted trees that learnt a column's level from other rows; of more
   * than two levels, the mean over one against the rest, by their shares.
   *
   * @param target a column of categories
   */
  static double learns(ComparedTable train, ComparedTable test, int target) {
    double sum = 0;
    double weight = 0;
    int levels = train.levels()[target];
    double[] shares = ColumnShapes.shares(test, target);
    for (int level = levels == 2 ? 1 : 0; level < levels; level++) {
      boolean[] yes = is(test, target, level);
      if (shares[level] < 0.01 || shares[level] > 0.99) {
        continue;
      }
      double[] scores =
          BoostedTrees.fit(
                  train.without(target),
                  train.levelsWithout(target),
                  is(train, target, level),
                  ROUNDS)
              .probabilities(test.without(target));
      sum += shares[level] * auroc(scores, yes);
      weight += shares[level];
    }
    return weight == 0 ? Double.NaN : sum / weight;
  }

  private static boolean[] is(ComparedTable table, int column, int level) {
    boolean[] yes = new boolean[table.rows()];
    for (int i = 0; i < yes.length; i++) {
      yes[i] = table.columns()[column][i] == level;
    }
    return yes;
  }

  private static boolean[] pick(boolean[] all, int[] rows) {
    boolean[] picked = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = all[rows[i]];
    }
    return picked;
  }
}
