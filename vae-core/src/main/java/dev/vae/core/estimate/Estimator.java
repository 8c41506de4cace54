package dev.vae.core.estimate;

import dev.vae.core.model.Rows;
import dev.vae.core.model.Vae;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/**
 * Estimates of log p(x) with K draws of z for each row. Memory does not grow with K. A row's noise
 * depends on the seed and on the row's place among all rows, so neither batches nor threads change
 * a result.
 */
public final class Estimator {
  private final Vae vae;
  private int samples = 1;
  private long seed = 1;
  private ChunkedBound program;

  private Estimator(Vae vae) {
    this.vae = vae;
  }

  /** An estimator for a model, with one draw for each row. */
  public static Estimator of(Vae vae) {
    return new Estimator(vae);
  }

  /** How many draws of z for each row, at least 1. */
  public Estimator samples(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("samples must be at least 1, not " + number);
    }
    samples = number;
    return this;
  }

  /** What the noise depends on. */
  public Estimator seed(long number) {
    seed = number;
    return this;
  }

  /**
   * The evidence lower bound: E[log p(x | z)] − KL(q(z | x) || p(z)), the KL in closed form where
   * there is one (Kingma and Welling 2013).
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public Estimate elbo(Rows rows) {
    return estimate("elbo", rows, Elbo::new);
  }

  /**
   * The importance-weighted bound: E[log 1/K Σ p(x, z) / q(z | x)], which grows with K towards log
   * p(x) (Burda et al. 2015).
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public Estimate iwae(Rows rows) {
    return estimate("iwae", rows, Iwae::new);
  }

  /**
   * An estimate by name: {@code elbo} or {@code iwae}.
   *
   * @throws IllegalArgumentException if there is none of this name, or the rows do not fit
   */
  public Estimate by(String estimator, Rows rows) {
    return switch (estimator) {
      case "elbo" -> elbo(rows);
      case "iwae" -> iwae(rows);
      default ->
          throw new IllegalArgumentException(
              "there is no estimator '" + estimator + "', only elbo and iwae");
    };
  }

  /**
   * The evidence lower bound of every row by itself, in nats.
   *
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public double[] elboByRow(Rows rows) {
    return byRow(rows, Elbo::new);
  }

  /**
   * The importance-weighted bound of every row by itself, in nats.
   *
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public double[] iwaeByRow(Rows rows) {
    return byRow(rows, Iwae::new);
  }

  private double[] byRow(Rows rows, IntFunction<RowBound> bounds) {
    double[] each = new double[Math.toIntExact(rows.size())];
    int[] at = {0};
    forEach(rows, bounds, (batch, row) -> each[at[0]++] = batch.bound(row, samples));
    return each;
  }

  private Estimate estimate(String name, Rows rows, IntFunction<RowBound> bounds) {
    Moments bound = new Moments();
    Moments reconstruction = new Moments();
    Moments kl = new Moments();
    forEach(
        rows,
        bounds,
        (batch, row) -> {
          bound.add(batch.bound(row, samples));
          reconstruction.add(batch.reconstruction(row, samples));
          kl.add(batch.kl(row));
        });
    if (bound.count() == 0) {
      throw new IllegalArgumentException("there are no rows to judge");
    }
    double mean = bound.mean();
    return new Estimate(
        name,
        samples,
        bound.count(),
        mean,
        bound.standardError(),
        -mean / (vae.spec().width() * StrictMath.log(2)),
        reconstruction.mean(),
        kl.mean());
  }

  private void forEach(Rows rows, IntFunction<RowBound> bounds, ObjIntConsumer<RowBound> consumer) {
    if (rows.event().elements() != vae.spec().width()) {
      throw new IllegalArgumentException(
          "the model takes rows of shape " + vae.spec().event() + ", not " + rows.event());
    }
    if (program == null) {
      program = new ChunkedBound(vae);
    }
    int batch = Math.max(1, ChunkedBound.DECODED / program.draws(samples));
    long first = 0;
    try (Rows.Batches batches = rows.inOrder(batch, seed)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        RowBound each = bounds.apply(b.rows());
        program.run(b, samples, seed, first, each);
        for (int r = 0; r < b.rows(); r++) {
          consumer.accept(each, r);
        }
        first += b.rows();
      }
    }
  }

  /** E[log p(x | z)] − KL. */
  private static final class Elbo extends RowBound {
    Elbo(int rows) {
      super(rows);
    }

    @Override
    double bound(int row, int samples) {
      return reconstruction(row, samples) - kl(row);
    }
  }

  /** log 1/K Σ w. */
  private static final class Iwae extends RowBound {
    Iwae(int rows) {
      super(rows);
    }

    @Override
    double bound(int row, int samples) {
      return logSumOfWeights(row) - StrictMath.log(samples);
    }
  }
}
