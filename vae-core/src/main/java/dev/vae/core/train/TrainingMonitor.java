package dev.vae.core.train;

import dev.vae.core.model.Vae;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches for what makes a run worthless before anybody looks at its result: latent dimensions that
 * are not used, variances that run away, gradients that explode. Tells; changes nothing.
 */
final class TrainingMonitor implements AutoCloseable {
  /** How many steps go by between two looks: a look at variances takes about half a step. */
  private static final int VARIANCES = 200;

  private static final int GRADIENTS = 50;

  private final Vae vae;
  private final Consumer<TrainingEvent> listener;
  private final LatentMonitor watch;
  private final LatentAdvice advice;
  private final GradientMonitor gradients;
  private final LatentMonitor.Reading first;
  private final Set<String> told = new HashSet<>();

  TrainingMonitor(Trainer trainer, StepProgram step, boolean masked) {
    this.vae = trainer.vae;
    this.listener = trainer.listener;
    this.watch =
        new LatentMonitor(vae, trainer.train, masked, trainer.seed, step.memory(trainer.batch));
    this.advice = new LatentAdvice(vae.spec(), watch.noisy());
    this.gradients = new GradientMonitor(step.state(), trainer.optimizer);
    this.first = watch.read();
  }

  /**
   * A step was done.
   *
   * @param steps how many there were
   */
  void afterStep(long steps, int epoch) {
    if (steps % GRADIENTS == 0) {
      gradients.look(steps).ifPresent(listener);
    }
    if (steps % VARIANCES == 0) {
      variances(watch.read(), epoch);
    }
  }

  /**
   * An epoch ended.
   *
   * @param last whether it was the last
   */
  void afterEpoch(int epoch, boolean last) {
    LatentMonitor.Reading reading = watch.read();
    variances(reading, epoch);
    watch.limitsMet(epoch).forEach(listener);
    listener.accept(advice.of(epoch, reading, last));
  }

  private void variances(LatentMonitor.Reading reading, int epoch) {
    reading.posterior().ifPresent(log -> posterior(log, first.posterior().orElseThrow(), epoch));
    reading.likelihood().ifPresent(log -> likelihood(log, first.likelihood().orElseThrow(), epoch));
  }

  private void posterior(float[] log, float[] before, int epoch) {
    boolean one = isOne(log);
    for (int j = 0; j < (one ? 1 : log.length); j++) {
      tell(VarianceAdvice.posterior(one ? -1 : j, log[j], epoch), before[j]);
    }
  }

  /** Columns that never vary are held against the mean of all. */
  private void likelihood(float[] log, float[] before, int epoch) {
    float[] data = first.data();
    double mean = 0;
    for (float variance : data) {
      mean += variance / data.length;
    }
    boolean one = isOne(log);
    for (int i = 0; i < (one ? 1 : log.length); i++) {
      double usual = one || !(data[i] > 0) ? mean : data[i];
      tell(VarianceAdvice.likelihood(one ? -1 : i, log[i], usual, epoch, vae.schema()), before[i]);
    }
  }

  private static boolean isOne(float[] log) {
    boolean one = log.length > 1;
    for (float value : log) {
      one &= value == log[0];
    }
    return one;
  }

  /**
   * Tells, if it is news and the variance has moved that way: one that began far off is on its way
   * back.
   *
   * @param before the logarithm at the start
   */
  private void tell(Optional<TrainingEvent.RunawayVariance> event, float before) {
    event
        .filter(e -> e.up() ? e.logVariance() > before + 1 : e.logVariance() < before - 1)
        .filter(e -> told.add(e.posterior() + " " + e.index() + " " + e.up()))
        .ifPresent(listener);
  }

  @Override
  public void close() {
    watch.close();
  }
}
