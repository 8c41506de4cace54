package dev.vae.core.train;

import dev.vae.core.TrainingException;
import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.core.internal.io.ModelFiles;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model. The same seed gives the same weights, bit by bit, whatever the threads or
 * kernels, and whether or not the run was stopped and resumed.
 *
 * <pre>{@code
 * TrainingResult result =
 *     Trainer.of(vae).train(rows).validation(others).epochs(10).batch(128)
 *         .optimizer(Optimizer.adam(1e-3)).onEpoch(System.out::println).run();
 * }</pre>
 */
public final class Trainer {
  /** The models that are being trained. */
  private static final Set<Vae> RUNNING = ConcurrentHashMap.newKeySet();

  final Vae vae;

  @SuppressWarnings("NullAway.Init") // set before it runs
  Rows train;

  @Nullable Rows validation;
  int epochs = 10;
  int batch = 128;
  Optimizer optimizer = Optimizer.adam(1e-3);
  LearningRateSchedule schedule = LearningRateSchedule.constant();
  double clip;
  boolean recompute;
  int patience;
  int validationSamples = 1;
  long seed;
  @Nullable Path checkpoint;

  /** Epochs between two checkpoints; 0 if a second at least is to lie between them. */
  int checkpointEvery;

  boolean resume;
  boolean startFromRows = true;
  Consumer<TrainingEvent> listener = event -> {};
  Consumer<EpochReport> onEpoch = report -> {};
  private volatile boolean cancelled;

  private Trainer(Vae vae) {
    this.vae = vae;
    this.seed = vae.seed();
  }

  /** Returns a trainer for a model: Adam at 1e-3, batches of 128, 10 epochs, the model's seed. */
  public static Trainer of(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    return new Trainer(vae);
  }

  /** Sets the rows to train on. */
  public Trainer train(Rows rows) {
    Objects.requireNonNull(rows, "rows");
    train = rows;
    return this;
  }

  /** Sets the rows whose bound is estimated after every epoch; null for none. */
  public Trainer validation(@Nullable Rows rows) {
    validation = rows;
    return this;
  }

  /** Sets how many epochs in all, those before a resume included. */
  public Trainer epochs(int number) {
    epochs = atLeast(1, "epochs", number);
    return this;
  }

  /** Sets how many rows a step sees; the last batch of an epoch may be smaller. */
  public Trainer batch(int rows) {
    batch = atLeast(1, "batch", rows);
    return this;
  }

  /** Sets how gradients become steps. */
  public Trainer optimizer(Optimizer how) {
    optimizer = Objects.requireNonNull(how, "optimizer");
    return this;
  }

  /**
   * Returns the optimizer of a name, with its options, among the model's plugins.
   *
   * @throws IllegalArgumentException if there is none of this name, or it has no such option
   */
  public Trainer optimizer(Spec how) {
    Objects.requireNonNull(how, "optimizer");
    return optimizer(Optimizer.of(how, vae.plugins()));
  }

  /** Sets the learning rate's course. */
  public Trainer schedule(LearningRateSchedule course) {
    schedule = Objects.requireNonNull(course, "schedule");
    return this;
  }

  /**
   * Returns the schedule of a name, with its options, among the model's plugins.
   *
   * @throws IllegalArgumentException if there is none of this name, or it has no such option
   */
  public Trainer schedule(Spec course) {
    Objects.requireNonNull(course, "schedule");
    return schedule(LearningRateSchedule.of(course, vae.plugins()));
  }

  /** Sets the largest norm that all gradients together may have; 0 for any. */
  public Trainer clip(double norm) {
    if (!(norm >= 0)) {
      throw new IllegalArgumentException("the gradients' largest norm cannot be " + norm);
    }
    clip = norm;
    return this;
  }

  /**
   * Sets whether values that only gradients need are computed again for them instead of being kept
   * from the forward pass: gradient checkpointing (Chen et al. 2016), where a step does not fit
   * into memory. The weights come out the same, bit by bit; a step takes a fifth to three fifths
   * longer.
   */
  public Trainer recompute(boolean again) {
    recompute = again;
    return this;
  }

  /**
   * Stops when the validation bound has not risen for this many epochs, and goes back to the best
   * weights; 0 to run to the end.
   */
  public Trainer patience(int without) {
    patience = atLeast(0, "patience", without);
    return this;
  }

  /** Sets how many draws of z for each row the validation bound uses. */
  public Trainer validationSamples(int number) {
    validationSamples = atLeast(1, "validationSamples", number);
    return this;
  }

  /** Sets what shuffling and noise depend on; else the model's seed. */
  public Trainer seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Sets a file to keep a checkpoint in, rewritten after epochs, though not more often than once a
   * second, at the end and when cancelled. It holds all that is needed to go on. A run that begins
   * replaces that of another run before its first step; one that begins like the run that is there,
   * from the same weights, leaves it until it has come further.
   */
  public Trainer checkpoint(Path file) {
    checkpoint = Objects.requireNonNull(file, "file");
    checkpointEvery = 0;
    return this;
  }

  /** Sets the same, rewritten after every so many epochs, at the end and when cancelled. */
  public Trainer checkpoint(Path file, int every) {
    checkpoint(file);
    checkpointEvery = atLeast(1, "checkpoint epochs", every);
    return this;
  }

  /**
   * Sets whether to go on from the checkpoint. Rows and settings must be those of then; only {@link
   * #epochs} may be more, if the schedule does not depend on it.
   */
  public Trainer resume(boolean goOn) {
    resume = goOn;
    return this;
  }

  /**
   * Sets whether the likelihood of a model that was never trained begins where the rows lie, see
   * {@link Vae#startFrom}; true if not set.
   */
  public Trainer startFromRows(boolean begin) {
    startFromRows = begin;
    return this;
  }

  /** Sets who is told of each epoch's end, on the thread that trains. */
  public Trainer onEpoch(Consumer<EpochReport> told) {
    onEpoch = Objects.requireNonNull(told, "onEpoch");
    return this;
  }

  /** Sets who is told all that happens, on the thread that trains. */
  public Trainer listener(Consumer<TrainingEvent> told) {
    listener = Objects.requireNonNull(told, "listener");
    return this;
  }

  /**
   * Returns bytes that a step needs besides rows and weights, known before it runs.
   *
   * @throws IllegalArgumentException if that is more than this JVM can have
   */
  public long memory() {
    try (StepProgram step = new StepProgram(vae, optimizer, clip, false, recompute)) {
      return step.memory(batch);
    }
  }

  /**
   * Returns all the memory that training needs at least, besides rows; known before it runs.
   *
   * @throws IllegalArgumentException if that is more than this JVM can have
   */
  public MemoryFootprint footprint() {
    try (StepProgram step = new StepProgram(vae, optimizer, clip, false, recompute)) {
      return step.footprint(batch);
    }
  }

  /**
   * Asks the training to stop after its step; the checkpoint is then written. If none is running,
   * the next {@link #run} stops at once, and writes nothing. Each call ends one run at most. May be
   * called from any thread; to interrupt the thread that trains does the same, and leaves it
   * interrupted.
   */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Returns the model of a checkpoint, with the weights of when it was written.
   *
   * @throws dev.vae.core.ModelFileException if the file is not valid or cannot be read; the message
   *     names file and place
   */
  public static Vae modelOf(Path checkpoint, Plugins plugins, Engine engine) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(plugins, "plugins");
    Objects.requireNonNull(engine, "engine");
    return ModelFiles.use(() -> Checkpoint.model(checkpoint, plugins, engine));
  }

  /** The learning rate when so many epochs are done. */
  double rate(double epochsDone) {
    return optimizer.learningRate() * schedule.factor(epochsDone, epochs);
  }

  boolean isCancelled() {
    return cancelled;
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if rows do not fit model or likelihood, or the checkpoint is
   *     of another run; the message names what differs
   * @throws IllegalStateException if the model is being trained
   * @throws TrainingException if the loss stops being finite; the model then has the last good
   *     weights
   * @throws dev.vae.core.ModelFileException if the checkpoint is not valid, cannot be read or
   *     written, or another process or thread is writing into its folder
   */
  public TrainingResult run() {
    if (train == null) {
      throw new IllegalArgumentException("there are no rows to train on: call train(rows)");
    }
    if (patience > 0 && validation == null) {
      throw new IllegalArgumentException(
          "early stopping needs validation rows: call validation(rows)");
    }
    if (resume && checkpoint == null) {
      throw new IllegalArgumentException("resuming needs a file: call checkpoint(file)");
    }
    if (!RUNNING.add(vae)) {
      throw new IllegalStateException(
          "this model is being trained already: wait until that has ended, or train another");
    }
    try (FolderLock lock = checkpoint == null ? null : lock(checkpoint)) {
      train = vae.prepared(train);
      validation = validation == null ? null : vae.prepared(validation);
      return new TrainingRun(this).run();
    } finally {
      cancelled = false;
      RUNNING.remove(vae);
    }
  }

  private static FolderLock lock(Path file) {
    return FolderLock.of(file.toAbsolutePath().getParent());
  }

  private static int atLeast(int least, String what, int value) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
    }
    return value;
  }
}
