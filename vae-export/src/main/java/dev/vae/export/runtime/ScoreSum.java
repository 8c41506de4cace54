package dev.vae.export.runtime;

/**
 * The score of a row from several runs of K draws each: the mean of all weights, and its standard
 * error, from what each run gives.
 */
final class ScoreSum {
  private final int draws;
  private double largest = Double.NEGATIVE_INFINITY;
  private double sum;
  private double squares;
  private int runs;

  /**
   * @param draws K
   */
  ScoreSum(int draws) {
    this.draws = draws;
  }

  /**
   * Adds a run.
   *
   * @param score −log of the mean weight
   * @param error the relative standard error of the mean weight, by which the run's weights of mean
   *     1 have Σ (w − 1)² = error² K (K − 1)
   */
  void add(double score, double error) {
    double log = -score;
    double apart = draws > 1 ? error * error * draws * (draws - 1.0) : 0;
    double own = draws + apart; // Σ w², the mean being 1
    if (log > largest) {
      double less = runs == 0 ? 0 : StrictMath.exp(largest - log);
      sum *= less;
      squares *= less * less;
      largest = log;
    }
    double factor = log == largest ? 1 : StrictMath.exp(log - largest);
    sum += factor * draws;
    squares += factor * factor * own;
    runs++;
  }

  double score() {
    return -(largest + StrictMath.log(sum / ((double) runs * draws)));
  }

  double error() {
    double all = (double) runs * draws;
    double relative = squares / (sum * sum) - 1 / all;
    return Math.sqrt(Math.max(0, relative) * all / (all - 1));
  }
}
