package dev.vae.data.tabular;

import dev.vae.core.estimate.ColumnDraws;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;

/**
 * One member of an ensemble: a VAE and its coarse companion, both fitted on the same rows. Their
 * scores are pooled, which is −log of the geometric mean of their densities: what the flexible one
 * has learned by heart of odd rows, the coarse one still finds odd.
 */
final class Member {
  /** How much the coarse one counts. */
  static final double COARSE = 0.4;

  /** About so many latents are decoded at once. */
  private static final int DECODED = 2048;

  private final Vae vae;
  private final LinearMember coarse;
  private final ColumnDraws draws;

  Member(Vae vae, LinearMember coarse) {
    this.vae = vae;
    this.coarse = coarse;
    this.draws = ColumnDraws.of(vae);
  }

  Vae vae() {
    return vae;
  }

  LinearMember coarse() {
    return coarse;
  }

  ColumnDraws draws() {
    return draws;
  }

  /** −log p in nats for every row, and the standard error of its draws. */
  record Scores(double[] score, double[] error) {}

  /**
   * Scores rows in the model's units, NaN where not observed.
   *
   * @param samples how many draws of z for each
   */
  Scores score(double[][] rows, int samples, long seed) {
    double[] score = new double[rows.length];
    double[] error = new double[rows.length];
    int[] at = {0};
    batches(
        rows,
        Math.max(1, DECODED / samples),
        batch -> {
          ColumnDraws.Drawn drawn = draws.weights(batch, samples, seed);
          for (int r = 0; r < batch.rows(); r++, at[0]++) {
            LogMean mean = new LogMean();
            for (int k = 0; k < samples; k++) {
              mean.add(drawn.logWeight()[k * batch.rows() + r]);
            }
            score[at[0]] = -(1 - COARSE) * mean.value() + COARSE * coarse.score(rows[at[0]]);
            error[at[0]] = (1 - COARSE) * mean.error();
          }
        });
    return new Scores(score, error);
  }

  /** Hands rows out as the VAE takes them. */
  void batches(double[][] rows, int size, java.util.function.Consumer<Rows.Batch> each) {
    if (rows.length == 0) {
      return;
    }
    try (Rows.Batches batches = vae.prepared(Rows.withMissing(rows)).inOrder(size, 0)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        each.accept(b);
      }
    }
  }

  /** log 1/K Σ w of weights given by their logs, and its standard error by the delta method. */
  static final class LogMean {
    private double largest = Double.NEGATIVE_INFINITY;
    private double sum;
    private double squares;
    private int count;

    void add(double log) {
      count++;
      if (log > largest) {
        double less = StrictMath.exp(largest - log);
        sum = sum * less + 1;
        squares = squares * less * less + 1;
        largest = log;
      } else {
        double weight = StrictMath.exp(log - largest);
        sum += weight;
        squares += weight * weight;
      }
    }

    double value() {
      return largest + StrictMath.log(sum / count);
    }

    double error() {
      double relative = squares / (sum * sum) - 1.0 / count;
      return Math.sqrt(Math.max(0, relative) * count / Math.max(1, count - 1));
    }
  }
}
