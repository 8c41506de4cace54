package dev.vae.core.train;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Rows;
import dev.vae.core.model.Vae;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One run of a trainer. */
final class TrainingRun {
  private static final long PROGRESS_NANOS = 100_000_000;
  private final Trainer trainer;
  private final Vae vae;
  private final Estimator estimator;
  private final Variables best;
  private TrainingState state = new TrainingState();
  private double rate;
  private long lastProgress;

  TrainingRun(Trainer trainer) {
    this.trainer = trainer;
    this.vae = trainer.vae;
    this.estimator = Estimator.of(vae).samples(trainer.validSamples).seed(trainer.seed);
    this.best = trainer.patience > 0 ? copy(vae.variables()) : null;
  }

  TrainingResult run() {
    long start = System.nanoTime();
    RowCheck check = RowCheck.of(vae, trainer.train, trainer.seed);
    if (trainer.valid != null) {
      RowCheck.of(vae, trainer.valid, trainer.seed);
    }
    TrainingResult.Status status = TrainingResult.Status.COMPLETED;
    try (StepProgram step = new StepProgram(vae, trainer.optimizer, trainer.clip, check.masked());
        Guard guard = new Guard(trainer, step, check.masked())) {
      int rows = (int) Math.min(trainer.batch, trainer.train.size());
      step.footprint(rows).check(Runtime.getRuntime().maxMemory());
      step.trainingRows(trainer.train.size());
      if (trainer.resume) {
        state = Checkpoint.read(trainer.checkpoint, step.state(), best, settings());
      }
      started(step);
      check.notices().forEach(n -> tell(new TrainingEvent.Notice(n)));
      GoodState good = new GoodState(step.state(), state);
      while (state.epochsDone() < trainer.epochs && !exhausted()) {
        if (!epoch(step, good, guard)) {
          status = TrainingResult.Status.CANCELLED;
          break;
        }
        finishEpoch(step, guard);
      }
      if (status == TrainingResult.Status.CANCELLED) {
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
    int chosen = best != null && state.bestEpoch > 0 ? state.bestEpoch : state.epochsDone();
    TrainingResult result =
        new TrainingResult(status, state.epochs, chosen, (System.nanoTime() - start) * 1e-9);
    tell(new TrainingEvent.Ended(result));
    return result;
  }

  /** Does the rest of the running epoch; false if cancelled before its end. */
  private boolean epoch(StepProgram step, GoodState good, Guard guard) {
    long skip = state.batches;
    long since = System.nanoTime();
    double before = state.seconds;
    int epoch = state.epochsDone();
    try (Rows.Batches batches = trainer.train.shuffled(trainer.batch, trainer.seed, epoch)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        if (skip > 0) {
          skip--;
          continue;
        }
        if (trainer.isCancelled()) {
          return false;
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
    return true;
  }

  private void checkFinite(StepProgram step, GoodState good, Rows.Batch batch) {
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
            + batch.rows()
            + " rows, reconstruction "
            + step.value(StepProgram.RECONSTRUCTION)
            + ", kl "
            + step.value(StepProgram.KL)
            + ", learning rate "
            + rate
            + "). ";
    long failed = state.steps + 1;
    Optional<Diagnosis.Found> where = Diagnosis.of(trainer, step, good, state);
    good.restore();
    String text =
        what
            + where.map(w -> w.words() + ". ").orElse("")
            + "The model keeps the last good weights. Try a lower learning rate, gradient clipping,"
            + " or standardised data";
    tell(
        new TrainingEvent.LossNotFinite(
            failed, state.epochsDone() + 1, loss, where.flatMap(Diagnosis.Found::first), text));
    throw new TrainingException(text);
  }

  private void finishEpoch(StepProgram step, Guard guard) {
    Metrics metrics = state.metrics(vae.spec().width());
    Optional<Estimate> valid = Optional.ofNullable(trainer.valid).map(estimator::elbo);
    boolean better = valid.isPresent() && valid.get().logLikelihood() > state.bestBound;
    if (better) {
      state.bestBound = valid.get().logLikelihood();
      state.bestEpoch = state.epochsDone() + 1;
      if (best != null) {
        vae.variables().all().forEach((name, v) -> best.get(name).set(v.values()));
      }
    }
    EpochReport report = new EpochReport(state.epochsDone() + 1, metrics, valid, rate, better);
    state.finish(report);
    boolean last = state.epochsDone() == trainer.epochs || exhausted();
    if (last || state.epochsDone() % trainer.checkpointEvery == 0) {
      save(step);
    }
    tell(new TrainingEvent.EpochEnded(report));
    guard.afterEpoch(report.epoch(), last);
  }

  private boolean exhausted() {
    return trainer.patience > 0
        && state.bestEpoch > 0
        && state.epochsDone() - state.bestEpoch >= trainer.patience;
  }

  private void save(StepProgram step) {
    if (trainer.checkpoint != null) {
      Checkpoint.write(trainer.checkpoint, step.state(), best, state, settings());
    }
  }

  private void started(StepProgram step) {
    Engine engine = vae.engine();
    int rows = (int) Math.min(trainer.batch, trainer.train.size());
    tell(
        new TrainingEvent.Started(
            trainer.train.size(),
            trainer.epochs,
            state.epochsDone(),
            engine.kernels().description(),
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

  /** What must be the same when a run goes on. */
  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("model", vae.spec().toJson());
    settings.put("seed", trainer.seed);
    settings.put("batch", trainer.batch);
    settings.put("rows", trainer.train.size());
    settings.put("optimizer", trainer.optimizer.toString());
    settings.put("clip", trainer.clip);
    return settings;
  }

  private void tell(TrainingEvent event) {
    trainer.listener.accept(event);
  }

  private static Variables copy(Variables of) {
    Variables copy = new Variables();
    of.all().forEach((name, v) -> copy.add(name, v.shape(), v.trained()).set(v.values()));
    return copy;
  }
}
