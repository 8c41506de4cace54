package dev.vae.data.tabular;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.data.internal.outlier.ReferenceRows;
import dev.vae.data.tabular.draws.QuasiNormals;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * One member of an ensemble: a VAE and its companions, fitted to the same rows. Their scores are
 * pooled, which is −log of a geometric mean of their densities: what the flexible one has learned
 * by heart of odd rows, or smoothed away, others still find odd.
 */
final class Member {
  /**
   * How much each counts: near rows a little more than half, the VAE, and the baselines (principal
   * components, columns by themselves, random cuts) together, the same half of the rest.
   */
  static final double[] SHARES = {0.225, 0.075, 0.075, 0.55, 0.075};

  /** Which part is that of near rows. */
  private static final int NEAR = 3;

  /** About so many latents are decoded at once. */
  private static final int DECODED = 2048;

  /** What noise beside that of z would hang on; a member has none. */
  private static final long SEED = 1;

  private final Vae vae;
  private final BaselineDensities baselines;
  private final ReferenceRows references;
  private final ColumnDraws draws;
  private volatile float[][] noise = new float[0][];

  Member(Vae vae, BaselineDensities baselines, ReferenceRows references) {
    this.vae = vae;
    this.baselines = baselines;
    this.references = references;
    this.draws = ColumnDraws.of(vae);
  }

  Vae vae() {
    return vae;
  }

  BaselineDensities baselines() {
    return baselines;
  }

  ReferenceRows references() {
    return references;
  }

  /**
   * What each part says of every row: −log of its density in nats, that of near rows and of random
   * cuts but for a constant; and the standard error of the first, the VAE's, by its draws.
   *
   * @param parts {@code [rows][parts]}
   * @param nearer what near rows say where none count as equally near
   * @param pattern what the pattern of holes alone says of each row
   * @param leftOut about −log p of each value given the others by the VAE, {@code [rows][D]}; empty
   *     if not asked for
   */
  record Scores(
      double[][] parts, double[] nearer, double[] error, double[] pattern, float[][] leftOut) {
    /** The parts of a row, by which is told how much they differ: none count as equally near. */
    double[] plain(int row) {
      double[] plain = parts[row].clone();
      plain[NEAR] = nearer[row];
      return plain;
    }
  }

  /**
   * Scores rows in the model's units, NaN where not observed.
   *
   * @param samples how many draws of z for each, by the same even {@link #noise} for every row
   * @param leavesOut whether it is told too what is said of each value without it
   */
  Scores score(double[][] rows, int samples, boolean leavesOut) {
    double[][] parts = new double[rows.length][];
    double[] error = new double[rows.length];
    double[] pattern = new double[rows.length];
    float[][] leftOut = new float[leavesOut ? rows.length : 0][];
    float[][] shared = noise(samples);
    ReferenceRows.Scores said = references.of(rows);
    int[] at = {0};
    batches(
        rows,
        Math.max(1, DECODED / samples),
        batch -> {
          float[] logWeight;
          if (leavesOut) {
            ColumnDraws.LeftOut told = draws.leftOut(batch, shared, SEED);
            logWeight = told.logWeight();
            for (int r = 0; r < batch.rows(); r++) {
              int width = rows[0].length;
              leftOut[at[0] + r] = Arrays.copyOfRange(told.surprise(), r * width, (r + 1) * width);
            }
          } else {
            logWeight = draws.weights(batch, shared, SEED).logWeight();
          }
          for (int r = 0; r < batch.rows(); r++, at[0]++) {
            LogMean mean = new LogMean();
            for (int k = 0; k < samples; k++) {
              mean.add(logWeight[k * batch.rows() + r]);
            }
            BaselineDensities.Scores linearly = baselines.of(rows[at[0]]);
            pattern[at[0]] = linearly.pattern();
            parts[at[0]] =
                new double[] {
                  -mean.value(),
                  linearly.dependent(),
                  linearly.independent(),
                  said.near()[at[0]],
                  said.apart()[at[0]]
                };
            error[at[0]] = mean.error();
          }
        });
    return new Scores(parts, said.nearer(), error, pattern, leftOut);
  }

  /** The draws' noise, {@code [samples][latent]}. */
  float[][] noise(int samples) {
    float[][] own = noise;
    if (own.length != samples) {
      own = QuasiNormals.of(samples, vae.spec().latent());
      noise = own;
    }
    return own;
  }

  /** Hands rows out as the VAE takes them. */
  void batches(double[][] rows, int size, Consumer<Rows.Batch> each) {
    batches(vae, rows, size, each);
  }

  /** Hands rows out as a VAE takes them. */
  static void batches(Vae vae, double[][] rows, int size, Consumer<Rows.Batch> each) {
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
