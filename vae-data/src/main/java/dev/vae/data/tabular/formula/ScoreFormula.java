package dev.vae.data.tabular.formula;

import java.util.List;

/**
 * All numbers that the score of a row, its percentile and its reasons are computed from, for who
 * computes them elsewhere, as the exporter does. What is done with them stands in the classes of
 * {@code dev.vae.data.tabular} that compute the same here.
 *
 * <p>No record, at which the documentation tool of JDK 17 fails (an internal error).
 */
public final class ScoreFormula {
  /** From where on values are drawn in, in deviations. */
  public static final double FAR = 5;

  /** How far the grid of a column's density reaches on either side, in deviations. */
  public static final double GRID_REACH = 10;

  /** How many members choose the cells that are judged, the first ones. */
  public static final int CHOOSING_MEMBERS = 2;

  /**
   * How many cells of a row are judged by draws of their own, those that seem most surprising by
   * the draws that score the row.
   */
  public static final int CANDIDATES = 5;

  /** How many draws judge a cell. */
  public static final int SURPRISE_DRAWS = 16;

  /** How finely votes for levels are told apart. */
  public static final double VOTES = 1e9;

  /** Scores that differ by less than this, of max(1, |score|), count as equal. */
  public static final double EQUAL = 1e-5;

  /** With so many held-out rows a row is compared at least, if there are. */
  public static final int ENOUGH = 60;

  /** From which share of held-out surprises on a larger one is taken to fall by a nat for a nat. */
  public static final double TAIL = 0.9;

  /** Surprises that differ by less count as equal, in nats: single precision leaves less. */
  public static final double ALIKE = 1e-4;

  private final int draws;
  private final double[] pool;
  private final double[] pattern;
  private final List<MemberFormula> members;
  private final List<double[]> surprises;
  private final ExpectedFormula expected;

  /** Makes it of its parts, which the methods below name. */
  public ScoreFormula(
      int draws,
      double[] pool,
      double[] pattern,
      List<MemberFormula> members,
      List<double[]> surprises,
      ExpectedFormula expected) {
    this.draws = draws;
    this.pool = pool;
    this.pattern = pattern;
    this.members = members;
    this.surprises = surprises;
    this.expected = expected;
  }

  /** Returns the number of draws of z for each row, K. */
  public int draws() {
    return draws;
  }

  /**
   * Returns how much each part counts: VAE, principal components, columns, near rows, random cuts.
   */
  public double[] pool() {
    return pool;
  }

  /**
   * Returns what holes explain of a score: for each column that is observed, then for all rows,
   * then for what principal components say of the pattern.
   */
  public double[] pattern() {
    return pattern;
  }

  /** Returns the ensemble. */
  public List<MemberFormula> members() {
    return members;
  }

  /** Returns for each column quantiles of held-out surprises, in nats, evenly spaced. */
  public List<double[]> surprises() {
    return surprises;
  }

  /** Returns what cells are judged by. */
  public ExpectedFormula expected() {
    return expected;
  }

  /** Returns how much a level is voted for, in billionths: of levels that tie the first counts. */
  public static double vote(double share) {
    return Math.rint(share * VOTES);
  }

  /** Returns the least score that counts as at least this one: rounding shall not decide. */
  public static double least(double score) {
    return score - EQUAL * Math.max(1, Math.abs(score));
  }
}
