package dev.vae.core.estimate;

import dev.vae.core.draws.RowKeys;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

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

  private interface RowConsumer {
    void accept(long number, RowDraws draws, int row);
  }

  private final Vae vae;
  private volatile int samples = 1;
  private volatile long seed = 1;
  private volatile Consumer<EstimateProgress> listener = progress -> {};
  private final RowSampler importance;
  private volatile RowSampler annealed;
  private volatile Annealing annealing = Annealing.DEFAULT;

  private volatile boolean closed;
  private volatile boolean bound;

  private Estimator(Vae vae) {
    this.vae = vae;
    this.importance = new ImportanceSampler(vae);
    this.annealed = new AnnealedSampler(vae, annealing);
  }

  /** Returns an estimator for a model, with one draw for each row. */
  public static Estimator of(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    return new Estimator(vae);
  }

  /**
   * Whether z is drawn, so that there is a bound on the likelihood: there is none for a plain
   * auto-encoder, of which only {@link #ais} makes a likelihood.
   */
  public static boolean hasBound(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    Tensor z = vae.graphs().inference(false).draw(1).z();
    return !Computation.of(Map.of("z", z)).leaves(Op.NOISE).isEmpty();
  }

  /** Sets how many draws of z for each row, or how many annealed chains; at least 1. */
  public Estimator samples(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("samples must be at least 1, not " + number);
    }
    samples = number;
    return this;
  }

  /** Sets what the noise depends on. */
  public Estimator seed(long number) {
    seed = number;
    return this;
  }

  /** Sets how annealed importance sampling goes from its start to the posterior. */
  public Estimator annealing(Annealing how) {
    annealing = Objects.requireNonNull(how, "annealing");
    annealed = new AnnealedSampler(vae, how);
    return this;
  }

  /** Sets who receives how far it is, some times a second, on the thread that computes. */
  public Estimator listener(Consumer<EstimateProgress> told) {
    listener = Objects.requireNonNull(told, "listener");
    return this;
  }

  /**
   * Returns the evidence lower bound: E[log p(x | z)] − KL(q(z | x) || p(z)), the KL in closed form
   * where there is one (Kingma and Welling 2013). No bound if {@link #hasBound} is false.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public Estimate elbo(Rows rows) {
    return estimate(EstimateKind.ELBO, rows);
  }

  /**
   * Returns the importance-weighted bound: E[log 1/K Σ p(x, z) / q(z | x)], which grows with K
   * towards log p(x) (Burda et al. 2015).
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public Estimate iwae(Rows rows) {
    return estimate(EstimateKind.IWAE, rows);
  }

  /**
   * Returns the log-likelihood by importance sampling from q(z | x): the formula of {@link #iwae},
   * meant for a K so large (thousands) that what is missing to log p(x) does not matter. The
   * effective number of samples tells whether it is.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public Estimate logLikelihood(Rows rows) {
    return estimate(EstimateKind.IS, rows);
  }

  /**
   * Returns the log-likelihood by annealed importance sampling with K chains for each row (Neal
   * 2001; Wu et al. 2017): each chain goes from the start's distribution to the exact posterior by
   * Hamiltonian Monte Carlo, see {@link #annealing}. Needs no good encoder.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, there are none, or the
   *     chains should start from a posterior whose density is not known
   */
  public Estimate ais(Rows rows) {
    return estimate(EstimateKind.AIS, rows);
  }

  /**
   * Returns an estimate of a kind.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, there are none, or the kind
   *     is none for this model
   */
  public Estimate estimate(EstimateKind kind, Rows rows) {
    return estimate(kind, rows, row -> {});
  }

  /**
   * Returns the value of every row by itself, in the rows' order.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or the kind is none for it
   */
  public List<RowLikelihood> byRow(EstimateKind kind, Rows rows) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(rows, "rows");
    requireBound(kind);
    List<RowLikelihood> each = new ArrayList<>();
    forEach(
        kind,
        rows,
        samples,
        new Moments(),
        (number, draws, row) -> each.add(likelihood(kind, number, draws, row)));
    return each;
  }

  private static RowLikelihood likelihood(EstimateKind kind, long number, RowDraws draws, int row) {
    return new RowLikelihood(
        number,
        kind.value(draws, row),
        kind.error(draws, row),
        draws.effectiveSamples(row),
        draws.paretoShape(row));
  }

  private void requireBound(EstimateKind kind) {
    if ((kind == EstimateKind.IWAE || kind == EstimateKind.IS) && !bound()) {
      throw new IllegalArgumentException(
          "posterior '"
              + vae.spec().posterior().name()
              + "' draws nothing, so its draws have no weights: there is no estimate '"
              + kind.text()
              + "'; 'ais' starts from the prior and needs none");
    }
  }

  private boolean bound() {
    if (!bound) {
      bound = hasBound(vae);
    }
    return bound;
  }

  /**
   * Returns the same, and the value of every row by itself.
   *
   * @param each given every row as it is judged, in the rows' order, on the calling thread
   */
  public Estimate estimate(EstimateKind kind, Rows rows, Consumer<RowLikelihood> each) {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(each, "each");
    requireBound(kind);
    Moments value = new Moments();
    Moments reconstruction = new Moments();
    Moments kl = new Moments();
    Moments effective = new Moments();
    boolean weighted = kind != EstimateKind.ELBO;
    long[] heavy = {0};
    double[] variance = {0};
    KeyCounts repetitions = new KeyCounts();
    int drawn = samples;
    forEach(
        kind,
        rows,
        drawn,
        value,
        (number, draws, row) -> {
          each.accept(likelihood(kind, number, draws, row));
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
    boolean fromPosterior = kind != EstimateKind.AIS;
    return new Estimate(
        kind,
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
      EstimateKind kind, Rows given, int drawn, Moments soFar, RowConsumer consumer) {
    if (closed) {
      throw new IllegalStateException("the estimator is closed; make another");
    }
    Rows rows = vae.prepared(given);
    RowSampler sampler = kind == EstimateKind.AIS ? annealed : importance;
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
      RowConsumer consumer) {
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
          long number = b.index() == null ? first + r : b.index()[r];
          consumer.accept(number, draws, r);
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

  /**
   * Ends its use; estimates that are under way end. It holds no threads: those are the model's
   * engine's.
   */
  @Override
  public void close() {
    closed = true;
  }
}
