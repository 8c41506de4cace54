package dev.vae.data.tabular.draws;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.data.tabular.formula.ScoreFormula;
import java.util.Arrays;
import java.util.Objects;

/**
 * How likely rows are with and without one of their cells: the cell is hidden, z is drawn given the
 * others, and the hidden value is judged by the weighted draws. They are the first of those that
 * {@link Expectation} tells by what was to be expected instead. For any number of threads.
 */
public final class CellJudge {
  /** So many cells are judged at a time. */
  private static final int CELLS = 128;

  private static final int DRAWS = ScoreFormula.SURPRISE_DRAWS;

  private final Vae vae;
  private final ColumnDraws draws;
  private final float[][] noise;

  private CellJudge(Vae vae) {
    this.vae = vae;
    this.draws = ColumnDraws.of(vae);
    this.noise = QuasiNormals.of(DRAWS, vae.spec().latent());
  }

  /** Returns one that judges by a generator's VAE. */
  public static CellJudge of(Vae vae) {
    return new CellJudge(Objects.requireNonNull(vae, "vae"));
  }

  /**
   * What is said of cells.
   *
   * @param joint −log p of each row by the draws without the cell, in nats
   * @param rest −log p of each row without the cell
   */
  public record Judged(double[] joint, double[] rest) {}

  /**
   * Judges one cell of each row; a row may be there several times.
   *
   * @param rows in the model's units, NaN where missing
   * @param columns of each row's cell, which are observed
   */
  public Judged of(double[][] rows, int[][] columns) {
    Judged all = new Judged(new double[rows.length], new double[rows.length]);
    for (int from = 0; from < rows.length; from += CELLS) {
      int to = Math.min(rows.length, from + CELLS);
      double[][] some = Arrays.copyOfRange(rows, from, to);
      try (Rows.Batches batches = vae.prepared(Rows.withMissing(some)).inOrder(some.length, 0)) {
        Rows.Batch batch = Objects.requireNonNull(batches.next());
        judge(
            draws.conditional(batch, Arrays.copyOfRange(columns, from, to), noise),
            all,
            from,
            some.length);
      }
    }
    return all;
  }

  private static void judge(ColumnDraws.Conditional drawn, Judged into, int from, int rows) {
    double[] rest = new double[DRAWS];
    double[] joint = new double[DRAWS];
    for (int r = 0; r < rows; r++) {
      for (int k = 0; k < DRAWS; k++) {
        rest[k] = drawn.logWeight()[k * rows + r];
        joint[k] = rest[k] + drawn.logProb()[k * rows + r];
      }
      into.rest[from + r] = -logMean(rest);
      into.joint[from + r] = -logMean(joint);
    }
  }

  /** log 1/K Σ w of weights given by their logs. */
  private static double logMean(double[] logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - largest);
    }
    return largest + StrictMath.log(sum / logs.length);
  }
}
