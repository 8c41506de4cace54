package dev.vae.data.tabular.formula;

import java.util.List;

/**
 * All numbers that the score of a row, its percentile and its reasons are computed from, for who
 * computes them elsewhere, as the exporter does. What is done with them stands in the classes of
 * {@code dev.vae.data.tabular} that compute the same here.
 *
 * @param draws of z for each row, K
 * @param pool how much each part counts: VAE, principal components, columns, near rows, random cuts
 * @param pattern what holes explain of a score: for each column that is observed, then for all
 *     rows, then for what principal components say of the pattern
 * @param members the ensemble
 * @param surprises for each column what is usual
 */
public record ScoreFormula(
    int draws,
    double[] pool,
    double[] pattern,
    List<MemberFormula> members,
    List<Usual> surprises) {
  /** From where on values are drawn in, in deviations. */
  public static final double FAR = 5;

  /** How far the grid of a column's density reaches on either side, in deviations. */
  public static final double GRID_REACH = 10;

  /** By how many members cells are judged, the first ones. */
  public static final int SURPRISE_MEMBERS = 2;

  /**
   * How many cells of a row are judged by draws of their own, those that seem most surprising by
   * the draws that score the row.
   */
  public static final int CANDIDATES = 8;

  /** How many draws judge a cell. */
  public static final int SURPRISE_DRAWS = 16;

  /** How much principal components count in the surprise of a cell. */
  public static final double LINEAR = 0.3;

  /** How finely votes for levels are told apart. */
  public static final double VOTES = 1e9;

  /** Scores that differ by less than this, of max(1, |score|), count as equal. */
  public static final double EQUAL = 1e-5;

  /** With so many held-out rows a row is compared at least, if there are. */
  public static final int ENOUGH = 60;

  /** From which share of held-out surprises on a larger one is taken to fall exponentially. */
  public static final double TAIL = 0.9;

  /** Returns how much a level is voted for, in billionths: of levels that tie the first counts. */
  public static double vote(double share) {
    return Math.rint(share * VOTES);
  }

  /** Returns the least score that counts as at least this one: rounding shall not decide. */
  public static double least(double score) {
    return score - EQUAL * Math.max(1, Math.abs(score));
  }

  /**
   * How surprising a column is in held-out rows.
   *
   * @param quantiles of surprises in nats, evenly spaced and ascending
   * @param excess by how much those beyond {@link ScoreFormula#TAIL} are beyond it, on average
   */
  public record Usual(double[] quantiles, double excess) {}
}
