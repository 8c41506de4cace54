package dev.vae.core.estimate;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/**
 * Estimates of log p(x) with K draws of z for each row. Memory does not grow with K. A row's noise
 * depends on the seed and on the row's content, so it has the same score, to the bit, alone and in
 * any batch, order or file; rows that are alike have the same.
 *
 * <p>Any number of threads may ask one estimator at once, each for the settings it has then; all
 * rows of an estimate are judged by the weights of one moment.
 */
public final class Estimator implements AutoCloseable {
  private static final long PROGRESS_NANOS = 100_000_000;

  private enum Kind {
    ELBO,
    IWAE,
    IS,
    AIS;

    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    double value(RowDraws draws, int row) {
      return this == ELBO ? draws.elbo(row) : draws.logMeanWeight(row);
    }

    double error(RowDraws draws, int row) {
      return this == ELBO ? draws.elboError(row) : draws.weightError(row);
    }
  }

  private final Vae vae;
  private volatile int samples = 1;
  private volatile long seed = 1;
  private volatile Consumer<EstimateProgress> listener = progress -> {};
  private volatile RowSampler importance;
  private volatile RowSampler annealed;
  private volatile Annealing annealing = Annealing.DEFAULT;

  private Estimator(Vae vae) {
    this.vae = vae;
    close();
  }

  /** An estimator for a model, with one draw for each row. */
  public static Estimator of(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    return new Estimator(vae);
  }

  /** The names that {@link #by} takes. */
  public static List<String> names() {
    return Arrays.stream(Kind.values()).map(Kind::text).toList();
  }

  /**
   * Whether z is drawn, so that there is a bound on the likelihood: there is none for a plain
   * auto-encoder, of which only {@link #ais} makes a likelihood.
   */
  public static boolean hasBound(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    Tensor z = vae.inferenceTrace(false).draw(1).z();
    return !Computation.of(Map.of("z", z)).leaves(Op.NOISE).isEmpty();
  }

  /** How many draws of z for each row, or how many annealed chains; at least 1. */
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

  /** How annealed importance sampling goes from its start to the posterior. */
  public Estimator annealing(Annealing how) {
    annealing = Objects.requireNonNull(how, "annealing");
    annealed = new AnnealedSampler(vae, how);
    return this;
  }

  /** Who is told how far it is, some times a second, on the thread that computes. */
  public Estimator listener(Consumer<EstimateProgress> told) {
    listener = Objects.requireNonNull(told, "listener");
    return this;
  }

  /**
   * The evidence lower bound: E[log p(x | z)] − KL(q(z | x) || p(z)), the KL in closed form where
   * there is one (Kingma and Welling 2013). No bound if {@link #hasBound} is false.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public Estimate elbo(Rows rows) {
    return estimate(Kind.ELBO, rows);
  }

  /**
   * The importance-weighted bound: E[log 1/K Σ p(x, z) / q(z | x)], which grows with K towards log
   * p(x) (Burda et al. 2015).
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public Estimate iwae(Rows rows) {
    return estimate(Kind.IWAE, rows);
  }

  /**
   * The log-likelihood by importance sampling from q(z | x): the formula of {@link #iwae}, meant
   * for a K so large (thousands) that what is missing to log p(x) does not matter. The effective
   * number of samples tells whether it is.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public Estimate logLikelihood(Rows rows) {
    return estimate(Kind.IS, rows);
  }

  /**
   * The log-likelihood by annealed importance sampling with K chains for each row (Neal 2001; Wu et
   * al. 2017): each chain goes from the start's distribution to the exact posterior by Hamiltonian
   * Monte Carlo, see {@link #annealing}. Needs no good encoder.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, there are none, or the
   *     chains should start from a posterior whose density is not known
   */
  public Estimate ais(Rows rows) {
    return estimate(Kind.AIS, rows);
  }

  /**
   * An estimate by name.
   *
   * @param estimator one of {@link #names}; {@code is} is {@link #logLikelihood}
   * @throws IllegalArgumentException if there is none of this name, or the rows do not fit
   */
  public Estimate by(String estimator, Rows rows) {
    Objects.requireNonNull(estimator, "estimator");
    Objects.requireNonNull(rows, "rows");
    for (Kind kind : Kind.values()) {
      if (kind.text().equals(estimator)) {
        return estimate(kind, rows);
      }
    }
    throw new IllegalArgumentException(
        "there is no estimator '" + estimator + "', only " + String.join(", ", names()));
  }

  /**
   * The evidence lower bound of every row by itself, in nats.
   *
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public double[] elboByRow(Rows rows) {
    return byRow(Kind.ELBO, rows);
  }

  /**
   * The importance-weighted bound of every row by itself, in nats.
   *
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public double[] iwaeByRow(Rows rows) {
    return byRow(Kind.IWAE, rows);
  }

  /**
   * The annealed estimate of every row by itself, in nats.
   *
   * @throws IllegalArgumentException as for {@link #ais}
   */
  public double[] aisByRow(Rows rows) {
    return byRow(Kind.AIS, rows);
  }

  private double[] byRow(Kind kind, Rows rows) {
    Objects.requireNonNull(rows, "rows");
    double[] each = new double[Math.toIntExact(rows.size())];
    int[] at = {0};
    forEach(
        kind, rows, samples, new Moments(), (draws, row) -> each[at[0]++] = kind.value(draws, row));
    return each;
  }

  private Estimate estimate(Kind kind, Rows rows) {
    if ((kind == Kind.IWAE || kind == Kind.IS) && !hasBound(vae)) {
      throw new IllegalArgumentException(
          "posterior '"
              + vae.spec().posterior().name()
              + "' draws nothing, so its draws have no weights: there is no estimate '"
              + kind.text()
              + "'; 'ais' starts from the prior and needs none");
    }
    Moments value = new Moments();
    Moments reconstruction = new Moments();
    Moments kl = new Moments();
    Moments effective = new Moments();
    boolean weighted = kind != Kind.ELBO;
    long[] heavy = {0};
    double[] variance = {0};
    Repetitions repetitions = new Repetitions();
    int drawn = samples;
    forEach(
        kind,
        rows,
        drawn,
        value,
        (draws, row) -> {
          value.add(kind.value(draws, row));
          double error = kind.error(draws, row);
          // rows that are alike err alike: (n e)² = Σ (2 m − 1) e²
          variance[0] += (2.0 * repetitions.count(draws.key(row)) - 1) * error * error;
          effective.add(draws.effectiveSamples(row));
          heavy[0] += weighted && draws.hasHeavyTail(row) ? 1 : 0;
          reconstruction.add(draws.reconstruction(row));
          kl.add(draws.kl(row));
        });
    if (value.count() == 0) {
      throw new IllegalArgumentException("there are no rows to judge");
    }
    double mean = value.mean();
    boolean fromPosterior = kind != Kind.AIS;
    return new Estimate(
        kind.text(),
        drawn,
        value.count(),
        mean,
        value.standardError(),
        Math.sqrt(variance[0]) / value.count(),
        -mean / (vae.spec().width() * StrictMath.log(2)),
        fromPosterior ? reconstruction.mean() : Double.NaN,
        fromPosterior ? kl.mean() : Double.NaN,
        weighted ? Optional.of(EffectiveSamples.of(drawn, effective, heavy[0])) : Optional.empty());
  }

  private void forEach(
      Kind kind, Rows given, int drawn, Moments soFar, ObjIntConsumer<RowDraws> consumer) {
    Rows rows = vae.prepared(given);
    RowSampler sampler = kind == Kind.AIS ? annealed : importance;
    long noise = seed;
    Progress progress = new Progress(listener, rows.size(), soFar);
    vae.variables()
        .reading(
            () -> {
              judge(rows, sampler, drawn, noise, progress, consumer);
              return null;
            });
  }

  private void judge(
      Rows rows,
      RowSampler sampler,
      int drawn,
      long noise,
      Progress progress,
      ObjIntConsumer<RowDraws> consumer) {
    try (Rows.Batches batches = rows.inOrder(sampler.rows(drawn), noise)) {
      long first = 0;
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        vae.check(b);
        int count = b.rows();
        long before = first;
        long[] keys = RowKeys.of(b, vae.spec().width(), vae.spec().condition());
        RowDraws draws = new RowDraws(keys, drawn);
        sampler.run(b, drawn, noise, keys, draws, part -> progress.reached(before + part * count));
        for (int r = 0; r < count; r++) {
          consumer.accept(draws, r);
        }
        first += count;
      }
    }
  }

  /** Tells now and then how far one call is. */
  private static final class Progress {
    private final Consumer<EstimateProgress> listener;
    private final long rows;
    private final Moments soFar;
    private long told;

    Progress(Consumer<EstimateProgress> listener, long rows, Moments soFar) {
      this.listener = listener;
      this.rows = rows;
      this.soFar = soFar;
    }

    void reached(double done) {
      long now = System.nanoTime();
      if (now - told >= PROGRESS_NANOS) {
        told = now;
        double mean = soFar.count() == 0 ? Double.NaN : soFar.mean();
        listener.accept(new EstimateProgress(done, rows, mean, soFar.standardError()));
      }
    }
  }

  /** Lets go of what was compiled; it is made anew when needed. */
  @Override
  public void close() {
    importance = new ImportanceSampler(vae);
    annealed = new AnnealedSampler(vae, annealing);
  }
}
