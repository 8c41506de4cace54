package dev.vae.data.tabular.draws;

import dev.vae.data.tabular.formula.FillFormula;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * Weighted draws of whole rows given what was observed of one: what is asked of the cells that were
 * not. Self-normalised importance sampling: every answer is a sum over draws with weights that add
 * up to 1.
 */
public final class WeightedDraws {
  private final double[] weights;
  private final double[][] values;
  private final double[][] means;

  /**
   * Draws of one row.
   *
   * @param logWeights in nats, up to one constant for all
   * @param values {@code [draw][column]}
   */
  public WeightedDraws(double[] logWeights, double[][] values) {
    this(normalised(logWeights), values, values);
  }

  /**
   * Draws of one row with weights that add up to 1.
   *
   * @param means what each draw's cells are means of, {@code [draw][column]}: they vary less
   */
  WeightedDraws(double[] weights, double[][] values, double[][] means) {
    this.weights = weights;
    this.values = values;
    this.means = means;
  }

  /** Weights of sum 1; even ones where all vanish. */
  static double[] normalised(double[] logWeights) {
    double largest = Arrays.stream(logWeights).max().orElse(0);
    double[] weights = new double[logWeights.length];
    if (!Double.isFinite(largest)) {
      Arrays.fill(weights, 1.0 / weights.length);
      return weights;
    }
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = StrictMath.exp(logWeights[k] - largest);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  /**
   * The same, none of the weights before the division above √K times their mean (truncated
   * importance sampling, Ionides 2008): where few draws would decide, the others keep a say.
   */
  static double[] truncated(double[] logWeights) {
    double[] weights = normalised(logWeights);
    double most = 1 / Math.sqrt(weights.length);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Math.min(most, weights[k]);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  /** Returns how many equally weighted draws these are worth: 1 / Σ w² (Kong 1992). */
  public double effectiveSamples() {
    double squares = 0;
    for (double w : weights) {
      squares += w * w;
    }
    return 1 / squares;
  }

  /** Returns the mean of a column. */
  public double mean(int column) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * means[k][column];
    }
    return sum;
  }

  /** Returns the mean of a function of a column's values. */
  public double mean(int column, DoubleUnaryOperator of) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] * of.applyAsDouble(values[k][column]);
    }
    return sum;
  }

  /** Returns the standard deviation of a column. */
  public double deviation(int column) {
    double mean = mean(column);
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      double apart = values[k][column] - mean;
      sum += weights[k] * apart * apart;
    }
    return Math.sqrt(sum);
  }

  /** Returns the probability of each level, 0 to {@code levels − 1}, of a column of categories. */
  public double[] probabilities(int column, int levels) {
    double[] shares = new double[levels];
    for (int k = 0; k < weights.length; k++) {
      int level = (int) values[k][column];
      if (level >= 0 && level < levels) {
        shares[level] += weights[k];
      }
    }
    return shares;
  }

  /**
   * Returns quantiles of a column: for each share the smallest value that at least so much of the
   * weight lies at or below.
   *
   * @param shares ascending, each from 0 to 1
   */
  public double[] quantiles(int column, double... shares) {
    int n = weights.length;
    double[] sorted = new double[n];
    Integer[] order = new Integer[n];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, (a, b) -> Double.compare(values[a][column], values[b][column]));
    double[] found = new double[shares.length];
    double below = 0;
    int at = 0;
    for (int k = 0; k < n; k++) {
      sorted[k] = values[order[k]][column];
      below += weights[order[k]];
      while (at < shares.length && (below >= shares[at] - FillFormula.ROUNDED || k == n - 1)) {
        found[at++] = sorted[k];
      }
    }
    return found;
  }

  /**
   * Returns how much of the weight lies below a value of a column, and up to it, both compared in
   * single precision.
   */
  double[] ranks(int column, double value) {
    double below = 0;
    double upTo = 0;
    for (int k = 0; k < weights.length; k++) {
      float drawn = (float) values[k][column];
      below += drawn < (float) value ? weights[k] : 0;
      upTo += drawn <= (float) value ? weights[k] : 0;
    }
    return new double[] {below, upTo};
  }

  /**
   * Returns the narrower of two parts of an interval that still hold so much of the weight: from
   * its lower end on, or up to its upper one. Where an end is a single value of many draws, all of
   * them are inside, and the other end may be nearer.
   */
  double[] narrower(int column, double low, double high, double weight) {
    double below = ranks(column, low)[0];
    double upTo = ranks(column, high)[1];
    double end = quantiles(column, below + weight)[0];
    double start = quantiles(column, upTo - weight + 2 * FillFormula.ROUNDED)[0];
    return end - low <= high - start ? new double[] {low, end} : new double[] {start, high};
  }

  /** Draws one draw, whole, with the probability of its weight. */
  public double[] draw(SplittableRandom random) {
    return at(random.nextDouble());
  }

  /**
   * Returns the draw, whole, that a uniform number chooses, each as often as its weight says.
   *
   * @param uniform from 0 to below 1
   */
  public double[] at(double uniform) {
    double left = uniform;
    for (int k = 0; k < weights.length - 1; k++) {
      left -= weights[k];
      if (left < 0) {
        return values[k];
      }
    }
    return values[weights.length - 1];
  }
}
