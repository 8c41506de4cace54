package dev.vae.data.tabular.synthesize;

import java.util.Arrays;
import org.jspecify.annotations.NullUnmarked;

/**
 * Gradient-boosted trees for a yes or no (Friedman 2001; histograms and gains as in Chen and
 * Guestrin 2016): what judges synthetic rows, as the usual learners of tables are of this kind. No
 * JVM library of it is without native code. Columns of categories are put in the order of their
 * share of yes; a missing value lies below all others.
 */
@NullUnmarked // no null leaves it
final class BoostedTrees {
  private static final int BINS = 64;
  private static final int DEPTH = 5;
  private static final double RATE = 0.15;
  private static final double PENALTY = 1;
  private static final double LEAST_HESSIAN = 2;

  private final Binning[] binnings;
  private final double start;
  private final Node[] trees;

  /** A split, or a leaf where {@code column} is −1. */
  private record Node(int column, int bin, double value, Node low, Node high) {}

  private BoostedTrees(Binning[] binnings, double start, Node[] trees) {
    this.binnings = binnings;
    this.start = start;
    this.trees = trees;
  }

  /**
   * Learns.
   *
   * @param columns {@code [column][row]}; NaN where missing
   * @param levels of each column of categories, numbered from 0; 0 for columns of numbers
   * @param yes the answer of each row
   * @param rounds how many trees
   */
  static BoostedTrees fit(double[][] columns, int[] levels, boolean[] yes, int rounds) {
    int n = yes.length;
    Binning[] binnings = new Binning[columns.length];
    byte[][] bins = new byte[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      binnings[c] = Binning.of(columns[c], levels[c], yes, BINS);
      bins[c] = binnings[c].bins(columns[c]);
    }
    double share = 0;
    for (boolean y : yes) {
      share += y ? 1.0 / n : 0;
    }
    share = Math.min(Math.max(share, 1e-6), 1 - 1e-6);
    double start = StrictMath.log(share / (1 - share));
    double[] score = new double[n];
    Arrays.fill(score, start);
    Node[] trees = new Node[rounds];
    double[] gradient = new double[n];
    double[] hessian = new double[n];
    int[] rows = new int[n];
    for (int t = 0; t < rounds; t++) {
      for (int i = 0; i < n; i++) {
        double p = probability(score[i]);
        gradient[i] = p - (yes[i] ? 1 : 0);
        hessian[i] = p * (1 - p);
        rows[i] = i;
      }
      trees[t] = grow(bins, gradient, hessian, rows, 0, n, DEPTH);
      for (int i = 0; i < n; i++) {
        score[i] += value(trees[t], bins, i);
      }
    }
    return new BoostedTrees(binnings, start, trees);
  }

  /** The probability of yes for each row. */
  double[] probabilities(double[][] columns) {
    byte[][] bins = new byte[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      bins[c] = binnings[c].bins(columns[c]);
    }
    double[] all = new double[columns[0].length];
    for (int i = 0; i < all.length; i++) {
      double score = start;
      for (Node tree : trees) {
        score += value(tree, bins, i);
      }
      all[i] = probability(score);
    }
    return all;
  }

  private static double probability(double score) {
    return 1 / (1 + StrictMath.exp(-score));
  }

  private static double value(Node tree, byte[][] bins, int row) {
    Node node = tree;
    while (node.column >= 0) {
      node = bins[node.column][row] <= node.bin ? node.low : node.high;
    }
    return node.value;
  }

  /** A tree of the rows {@code rows[from..to)}, which are put in the order of its leaves. */
  private static Node grow(
      byte[][] bins, double[] g, double[] h, int[] rows, int from, int to, int depth) {
    double sumG = 0;
    double sumH = 0;
    for (int i = from; i < to; i++) {
      sumG += g[rows[i]];
      sumH += h[rows[i]];
    }
    Node leaf = new Node(-1, 0, -RATE * sumG / (sumH + PENALTY), null, null);
    if (depth == 0 || sumH < 2 * LEAST_HESSIAN) {
      return leaf;
    }
    double best = 1e-6;
    int column = -1;
    int bin = 0;
    double[] binG = new double[BINS];
    double[] binH = new double[BINS];
    for (int c = 0; c < bins.length; c++) {
      Arrays.fill(binG, 0);
      Arrays.fill(binH, 0);
      byte[] of = bins[c];
      for (int i = from; i < to; i++) {
        binG[of[rows[i]]] += g[rows[i]];
        binH[of[rows[i]]] += h[rows[i]];
      }
      double lowG = 0;
      double lowH = 0;
      for (int b = 0; b < BINS - 1; b++) {
        lowG += binG[b];
        lowH += binH[b];
        double highH = sumH - lowH;
        if (lowH < LEAST_HESSIAN || highH < LEAST_HESSIAN) {
          continue;
        }
        double highG = sumG - lowG;
        double gain =
            lowG * lowG / (lowH + PENALTY)
                + highG * highG / (highH + PENALTY)
                - sumG * sumG / (sumH + PENALTY);
        if (gain > best) {
          best = gain;
          column = c;
          bin = b;
        }
      }
    }
    if (column < 0) {
      return leaf;
    }
    int middle = from;
    for (int i = from; i < to; i++) {
      if (bins[column][rows[i]] <= bin) {
        int row = rows[i];
        rows[i] = rows[middle];
        rows[middle++] = row;
      }
    }
    return new Node(
        column,
        bin,
        0,
        grow(bins, g, h, rows, from, middle, depth - 1),
        grow(bins, g, h, rows, middle, to, depth - 1));
  }
}
