package dev.vae.core.train;

import dev.vae.core.TrainingException;
import dev.vae.core.engine.Engine;
import dev.vae.core.engine.NonFinite;
import dev.vae.core.engine.Variables;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run of a trainer. */
final class TrainingRun {
  private static final long PROGRESS_NANOS = 100_000_000;
  private static final long CHECKPOINT_NANOS = 1_000_000_000;
  private final Trainer trainer;
  private final Vae vae;
  private final Estimator estimator;
  private final @Nullable Variables best;
  private TrainingState state = new TrainingState();
  private final long start = System.nanoTime();
  private double rate;
  private long lastProgress;
  private @Nullable Checkpoint checkpoint;
  private long lastCheckpoint = start;
  private boolean prepared;
  private boolean interrupted;

  /** The steps that were done when this run began. */
  private long firstStep;

  /** The steps of the same run that the checkpoint has, done before this one began anew. */
  private long stepsThere = -1;

  TrainingRun(Trainer trainer) {
    this.trainer = trainer;
    this.vae = trainer.vae;
    this.estimator = Estimator.of(vae).samples(trainer.validationSamples).seed(trainer.seed);
    this.best = trainer.patience > 0 ? copy(vae.variables()) : null;
  }

  TrainingResult run() {
    try {
      if (stops()) {
        return ended(TrainingResult.Status.CANCELLED);
      }
      return train();
    } catch (RuntimeException e) {
      if (!prepared && stops()) {
        return ended(TrainingResult.Status.CANCELLED); // it was waiting for rows, and did nothing
      }
      throw e;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether to stop. Takes an interrupt away until the end, for it would break writing files. */
  private boolean stops() {
    interrupted |= Thread.interrupted();
    return interrupted || trainer.isCancelled();
  }

  private TrainingResult train() {
    HashingRows trainRows = new HashingRows(trainer.train, trainer.seed);
    HashingRows validRows =
        trainer.validation == null ? null : new HashingRows(trainer.validation, trainer.seed);
    RowCheck check = RowCheck.ofPrepared(vae, trainRows, trainer.seed);
    if (validRows != null) {
      RowCheck.ofPrepared(vae, validRows, trainer.seed);
    }
    if (trainer.startFromRows && vae.untrained()) {
      vae.startFrom(trainer.train, trainer.seed);
    }
    TrainingResult.Status status = TrainingResult.Status.COMPLETED;
    try (StepProgram step =
            new StepProgram(
                vae, trainer.optimizer, trainer.clip, check.masked(), trainer.recompute);
        TrainingMonitor guard = new TrainingMonitor(trainer, step, check.masked())) {
      int rows = (int) Math.min(trainer.batch, trainer.train.size());
      step.footprint(rows).check(Runtime.getRuntime().maxMemory(), trainer.recompute);
      step.trainingRows(trainer.train.size());
      if (trainer.checkpoint != null) {
        open(RunSettings.of(trainer, check.masked(), trainRows, validRows), step);
      }
      prepared = true;
      firstStep = state.steps;
      started(step);
      check.notices().forEach(n -> tell(new TrainingEvent.Notice(n)));
      vae.advice(trainer.train).forEach(n -> tell(new TrainingEvent.DataAdvice(n)));
      LastFiniteState good = new LastFiniteState(step.state(), state);
      while (state.epochsDone() < trainer.epochs && !exhausted()) {
        if (!epoch(step, good, guard)) {
          status = TrainingResult.Status.CANCELLED;
          break;
        }
        finishEpoch(step, good, guard);
      }
      if (status == TrainingResult.Status.CANCELLED) {
        checkWeights(good);
        stops(); // an interrupt while rows were closed
        save(step);
      } else if (exhausted()) {
        status = TrainingResult.Status.STOPPED_EARLY;
      }
    }
    if (best != null && state.bestEpoch > 0) {
      vae.variables()
          .writing(
              () -> best.all().forEach((name, v) -> vae.variables().get(name).set(v.values())));
    }
    return ended(status);
  }

  /**
   * Goes on from the checkpoint, or makes it that of this run, so that this is the run that is gone
   * on with whenever the program ends.
   */
  private void open(RunSettings settings, StepProgram step) {
    checkpoint = new Checkpoint(trainer, settings);
    if (trainer.resume) {
      state = checkpoint.read(step.state(), best, step.reportedNames());
      return;
    }
    stepsThere = checkpoint.stepsOfSameRun();
    if (stepsThere < 0 && !stops()) {
      save(step);
    }
  }

  private TrainingResult ended(TrainingResult.Status status) {
    int chosen = best != null && state.bestEpoch > 0 ? state.bestEpoch : state.epochsDone();
    TrainingResult result =
        new TrainingResult(status, state.epochs, chosen, (System.nanoTime() - start) * 1e-9);
    tell(result);
    return result;
  }

  /** Does the rest of the running epoch; false if cancelled before its end. */
  private boolean epoch(StepProgram step, LastFiniteState good, TrainingMonitor guard) {
    long skip = state.batches;
    long since = System.nanoTime();
    double before = state.seconds;
    int epoch = state.epochsDone();
    try (Rows.Batches batches = trainer.train.shuffled(trainer.batch, trainer.seed, epoch)) {
      for (Rows.Batch b = next(batches); b != null; b = next(batches)) {
        if (stops()) {
          return false;
        }
        if (skip > 0) {
          skip--;
          continue;
        }
        double done = epoch + (double) state.rows / trainer.train.size();
        rate = trainer.rate(done);
        good.beforeStep(state);
        step.run(b, trainer.seed, done, rate, state.steps + 1);
        checkFinite(step, good, b);
        state.add(
            b.rows(),
            step.value(StepProgram.RECONSTRUCTION),
            step.value(StepProgram.KL),
            step.reported());
        guard.afterStep(state.steps, epoch + 1);
        state.seconds = before + (System.nanoTime() - since) * 1e-9;
        progress();
      }
    }
    return state.rows == trainer.train.size() || !stops();
  }

  /** The next batch; null at the end, or where waiting for it was interrupted. */
  private Rows.@Nullable Batch next(Rows.Batches batches) {
    try {
      return batches.next();
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        interrupted = true;
        return null;
      }
      throw e;
    }
  }

  /** Does what reads rows to its end, if need be once more after an interrupt. */
  private <T> T uninterrupted(Supplier<T> work) {
    stops();
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        interrupted = true;
        return work.get();
      }
      throw e;
    }
  }

  private void checkFinite(StepProgram step, LastFiniteState good, Rows.Batch batch) {
    double loss = step.value(StepProgram.LOSS);
    if (Double.isFinite(loss)) {
      good.lossWasFinite();
      return;
    }
    String what =
        "the loss became "
            + loss
            + " at step "
            + (state.steps + 1)
            + " (epoch "
            + (state.epochsDone() + 1)
            + ", batch of "
            + Messages.count(batch.rows(), "row")
            + ", reconstruction "
            + step.value(StepProgram.RECONSTRUCTION)
            + ", kl "
            + step.value(StepProgram.KL)
            + ", learning rate "
            + rate
            + "). ";
    long failed = state.steps + 1;
    Optional<NonFiniteDiagnosis.Found> where = NonFiniteDiagnosis.of(trainer, step, good, state);
    String text = what + where.map(w -> w.description() + ". ").orElse("");
    fail(text, failed, loss, where.flatMap(NonFiniteDiagnosis.Found::first), good);
  }

  /** The last step of all may spoil weights without a loss that shows it. */
  private void checkWeights(LastFiniteState good) {
    Optional<String> spoilt = NonFiniteDiagnosis.spoilt(vae.variables());
    if (spoilt.isPresent()) {
      String text = "'" + spoilt.get() + "' is not finite after step " + state.steps + ". ";
      fail(text, state.steps, Double.NaN, Optional.empty(), good);
    }
  }

  private void fail(
      String what, long step, double loss, Optional<NonFinite> first, LastFiniteState good) {
    good.restore();
    long kept = good.steps() > firstStep ? good.steps() : 0;
    String text =
        what
            + (kept > 0
                ? "The model keeps the last good weights, those after step " + kept + "."
                : "The model has the weights again with which this run began.")
            + " Try a lower learning rate, gradient clipping, or standardised data";
    tell(new TrainingEvent.LossNotFinite(step, state.epochsDone() + 1, loss, first, text));
    throw new TrainingException(text, kept);
  }

  private void finishEpoch(StepProgram step, LastFiniteState good, TrainingMonitor guard) {
    checkWeights(good);
    Metrics metrics = state.metrics(vae.spec().width());
    Optional<Estimate> validation =
        Optional.ofNullable(trainer.validation)
            .map(judged -> uninterrupted(() -> estimator.elbo(judged)));
    boolean better = validation.isPresent() && validation.get().logLikelihood() > state.bestBound;
    if (better) {
      state.bestBound = validation.get().logLikelihood();
      state.bestEpoch = state.epochsDone() + 1;
      if (best != null) {
        vae.variables().all().forEach((name, v) -> best.get(name).set(v.values()));
      }
    }
    EpochReport report = new EpochReport(state.epochsDone() + 1, metrics, validation, rate, better);
    state.finish(report);
    boolean last = state.epochsDone() == trainer.epochs || exhausted();
    if (last || checkpointDue()) {
      save(step);
    }
    tell(report);
    guard.afterEpoch(report.epoch(), last);
  }

  private boolean exhausted() {
    return trainer.patience > 0
        && state.bestEpoch > 0
        && state.epochsDone() - state.bestEpoch >= trainer.patience;
  }

  private boolean checkpointDue() {
    return trainer.checkpointEvery == 0
        ? System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS
        : state.epochsDone() % trainer.checkpointEvery == 0;
  }

  /** Never puts less work in place of more of the same run. */
  private void save(StepProgram step) {
    if (checkpoint != null && state.steps >= stepsThere) {
      checkpoint.write(step.state(), best, state);
    }
    lastCheckpoint = System.nanoTime();
  }

  private void started(StepProgram step) {
    Engine engine = vae.engine();
    int rows = (int) Math.min(trainer.batch, trainer.train.size());
    tell(
        new TrainingEvent.Started(
            trainer.train.size(),
            trainer.epochs,
            state.epochsDone(),
            engine.description(),
            engine.threads(),
            step.memory(rows)));
  }

  private void progress() {
    long now = System.nanoTime();
    if (now - lastProgress >= PROGRESS_NANOS) {
      lastProgress = now;
      tell(
          new TrainingEvent.Progress(
              state.epochsDone() + 1,
              state.rows,
              trainer.train.size(),
              state.metrics(vae.spec().width())));
    }
  }

  private void tell(TrainingEvent event) {
    trainer.listener.accept(event);
    if (event instanceof EpochReport report) {
      trainer.onEpoch.accept(report);
    }
  }

  private static Variables copy(Variables of) {
    Variables copy = new Variables();
    of.all().forEach((name, v) -> copy.add(name, v.shape(), v.trained()).set(v.values()));
    return copy;
  }
}
