package dev.vae.core.predict;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model in use: immutable, for any number of threads at once, over one set of weights. It has a
 * copy of the weights as they were when it was made, and threads of its own; what is trained later
 * does not change its answers.
 *
 * <p>Rows go in raw and flat, {@code D} values each, as floats or doubles, and come out as doubles
 * in raw units; latents are floats. Every call takes rows at once or a single one, and a row's
 * answer has the same bits alone, in any batch and on any thread. Where NaN stands for a value that
 * was not observed, and where the model is conditioned, rows are given as {@link Rows}: {@link
 * Rows#withMissing(double[][])}, {@link Rows#of(RowMatrix, RowMatrix)}.
 *
 * <p>All calls throw {@link IllegalArgumentException} where rows do not fit the model, naming row
 * and column, and {@link IllegalStateException} after {@link #close}.
 */
public final class Predictor implements AutoCloseable {
  private final Engine engine;
  private final Vae vae;
  private final Estimator estimator;
  private final long seed;

  /** Calls read; closing writes, so that it waits for those that are under way. */
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

  private boolean closed;

  private Predictor(Builder builder) {
    engine = builder.engine();
    Vae made = null;
    try {
      made = builder.model.apply(engine);
    } finally {
      if (made == null) {
        engine.close();
      }
    }
    made.variables().freeze();
    vae = made;
    seed = builder.seed;
    estimator = Estimator.of(vae).samples(builder.samples).seed(seed);
  }

  /** Returns a predictor with the weights that a model has now. */
  public static Predictor of(Vae vae) {
    return builder(vae).build();
  }

  /**
   * Reads a model from its folder.
   *
   * @throws dev.vae.core.ModelFileException if the files are not valid, or the folder holds
   *     something else, such as a table's model; the message names file and place
   * @throws java.io.UncheckedIOException if they cannot be read
   */
  public static Predictor load(Path folder) {
    return builder(folder).build();
  }

  /** Returns a builder for a predictor with the weights that a model has when it is built. */
  public static Builder builder(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    return new Builder(vae::copy, vae.engine());
  }

  /** Returns a builder for a predictor that reads its model from a folder when it is built. */
  public static Builder builder(Path folder) {
    return builder(folder, Plugins.load());
  }

  /** Returns the same with these plugins. */
  public static Builder builder(Path folder, Plugins plugins) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(plugins, "plugins");
    return new Builder(on -> Vae.load(folder, plugins, on), Engine.defaults());
  }

  /** Returns what the model's rows are. */
  public Schema schema() {
    return vae.schema();
  }

  /** Returns how many values a latent has. */
  public int latent() {
    return vae.spec().latent();
  }

  /** Returns a condition, as a text such as {@code sex=f,age=30}: see {@link Vae#condition}. */
  public float[][] condition(String text) {
    return vae.condition(text);
  }

  /** Returns the posteriors of rows. */
  public Encoding encode(Rows rows) {
    return call(() -> vae.encode(rows, seed));
  }

  /** Returns the posteriors of rows {@code [rows][D]}. */
  public Encoding encode(double[][] rows) {
    return encode(Rows.of(rows));
  }

  /** Returns the posteriors of rows {@code [rows][D]}. */
  public Encoding encode(float[][] rows) {
    return encode(Rows.of(rows));
  }

  /** Returns the posterior of a row. */
  public RowEncoding encode(double[] row) {
    return first(encode(one(row)));
  }

  /** Returns the posterior of a row. */
  public RowEncoding encode(float[] row) {
    return first(encode(one(row)));
  }

  private static RowEncoding first(Encoding rows) {
    return new RowEncoding(rows.mean()[0], rows.logVariance().map(v -> v[0]));
  }

  /** Returns the likelihood's means for latents {@code [rows][latent]}, in raw units. */
  public double[][] decode(float[][] latents) {
    Objects.requireNonNull(latents, "latents");
    return call(() -> vae.decodeAsDouble(latents, null));
  }

  /** Returns the same, rounded to float. */
  public float[][] decodeAsFloat(float[][] latents) {
    Objects.requireNonNull(latents, "latents");
    return call(() -> vae.decode(latents, null));
  }

  /**
   * Returns the same in a conditioned model.
   *
   * @param conditions what each row is conditioned on, raw; a single one is for all
   */
  public double[][] decode(float[][] latents, float[][] conditions) {
    Objects.requireNonNull(latents, "latents");
    Objects.requireNonNull(conditions, "conditions");
    return call(() -> vae.decodeAsDouble(latents, conditions));
  }

  /** Returns the likelihood's means for a latent, in raw units. */
  public double[] decode(float[] latent) {
    return decode(new float[][] {Objects.requireNonNull(latent, "latent")})[0];
  }

  /** Returns rows decoded from their posterior means: the likelihood's means, in raw units. */
  public double[][] reconstruct(Rows rows) {
    return call(() -> vae.reconstructAsDouble(rows, seed));
  }

  /** Returns the same for rows {@code [rows][D]}. */
  public double[][] reconstruct(double[][] rows) {
    return reconstruct(Rows.of(rows));
  }

  /** Returns the same for rows {@code [rows][D]}. */
  public double[][] reconstruct(float[][] rows) {
    return reconstruct(Rows.of(rows));
  }

  /** Returns the same for a row. */
  public double[] reconstruct(double[] row) {
    return reconstruct(one(row))[0];
  }

  /** Returns the same for a row. */
  public double[] reconstruct(float[] row) {
    return reconstruct(one(row))[0];
  }

  /**
   * Returns new rows in raw units, drawn from the prior and the likelihood. Row n of a seed is the
   * same however many are drawn.
   */
  public double[][] sample(int rows, long number) {
    return call(() -> vae.sampleAsDouble(rows, number, null));
  }

  /** Returns the same in a conditioned model, see {@link #decode(float[][], float[][])}. */
  public double[][] sample(int rows, long number, float[][] conditions) {
    Objects.requireNonNull(conditions, "conditions");
    return call(() -> vae.sampleAsDouble(rows, number, conditions));
  }

  /**
   * Returns the log-likelihood of every row by importance sampling, in nats, with its standard
   * error and what the draws are worth. The noise of a row depends on the seed and on the row
   * alone.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or its posterior draws
   *     nothing
   */
  public List<RowLikelihood> logLikelihood(Rows rows) {
    return call(() -> estimator.byRow(EstimateKind.IS, rows));
  }

  /** Returns the same for rows {@code [rows][D]}. */
  public List<RowLikelihood> logLikelihood(double[][] rows) {
    return logLikelihood(Rows.of(rows));
  }

  /** Returns the same for rows {@code [rows][D]}. */
  public List<RowLikelihood> logLikelihood(float[][] rows) {
    return logLikelihood(Rows.of(rows));
  }

  /** Returns the same for a row. */
  public RowLikelihood logLikelihood(double[] row) {
    return logLikelihood(one(row)).get(0);
  }

  /** Returns the same for a row. */
  public RowLikelihood logLikelihood(float[] row) {
    return logLikelihood(one(row)).get(0);
  }

  private static Rows one(double[] row) {
    return Rows.of(new double[][] {Objects.requireNonNull(row, "row")});
  }

  private static Rows one(float[] row) {
    return Rows.of(new float[][] {Objects.requireNonNull(row, "row")});
  }

  private <T> T call(Supplier<T> what) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the predictor is closed; make another");
      }
      return what.get();
    } finally {
      open.readLock().unlock();
    }
  }

  /**
   * Waits for the calls that are under way, then ends the threads and waits until they are gone.
   * Calls that come later are refused.
   *
   * @throws IllegalStateException if it is called from within a call, such as by the rows that one
   *     reads, which would wait for itself
   */
  @Override
  public void close() {
    if (open.getReadHoldCount() > 0) {
      throw new IllegalStateException("a predictor cannot be closed from within its own call");
    }
    open.writeLock().lock();
    try {
      closed = true;
      estimator.close();
      engine.close();
    } finally {
      open.writeLock().unlock();
    }
  }

  /** Collects what a predictor needs. */
  public static final class Builder {
    private final Function<Engine, Vae> model;
    private final Engine usual;
    private int threads;
    private int samples = EstimateKind.IS.samples();
    private long seed = 1;

    private Builder(Function<Engine, Vae> model, Engine usual) {
      this.model = model;
      this.usual = usual;
      this.threads = usual.threads();
    }

    /**
     * Sets how many threads share a large call, the asking one included, 1 to 1024; as the model's
     * engine has if not set.
     */
    public Builder threads(int number) {
      threads = number;
      return this;
    }

    /** Sets how many draws of z a row's log-likelihood is estimated by; 5000 if not set. */
    public Builder samples(int number) {
      if (number < 1) {
        throw new IllegalArgumentException("samples must be at least 1, not " + number);
      }
      samples = number;
      return this;
    }

    /**
     * Sets what the noise of log-likelihoods depends on, and random transforms of rows; 1 if not
     * set.
     */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    private Engine engine() {
      return usual.withThreads(threads);
    }

    /** Returns the predictor; see {@link Predictor#of} and {@link Predictor#load}. */
    public Predictor build() {
      return new Predictor(this);
    }
  }
}
