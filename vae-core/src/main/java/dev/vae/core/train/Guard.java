package dev.vae.core.train;

import dev.vae.core.model.Vae;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Watches for what makes a run worthless before anybody looks at its result: latent dimensions that
 * are not used, variances that run away, gradients that explode. Tells; changes nothing.
 */
final class Guard implements AutoCloseable {
  /** How many steps go by between two looks: a look at variances takes about half a step. */
  private static final int VARIANCES = 200;

  private static final int GRADIENTS = 50;

  private final Vae vae;
  private final Consumer<TrainingEvent> listener;
  private final LatentWatch watch;
  private final LatentAdvice advice;
  private final GradientWatch gradients;
  private final Set<String> told = new HashSet<>();

  Guard(Trainer trainer, StepProgram step, boolean masked) {
    this.vae = trainer.vae;
    this.listener = trainer.listener;
    this.watch =
        new LatentWatch(vae, trainer.train, masked, trainer.seed, step.memory(trainer.batch));
    this.advice = new LatentAdvice(vae.spec(), watch.noisy());
    this.gradients = new GradientWatch(step.state(), trainer.optimizer);
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
    LatentWatch.Reading reading = watch.read();
    variances(reading, epoch);
    listener.accept(advice.of(epoch, reading, last));
  }

  private void variances(LatentWatch.Reading reading, int epoch) {
    reading
        .posterior()
        .ifPresent(log -> variances(TrainingEvent.RunawayVariance.Part.POSTERIOR, log, epoch));
    reading
        .likelihood()
        .ifPresent(log -> variances(TrainingEvent.RunawayVariance.Part.LIKELIHOOD, log, epoch));
  }

  private void variances(TrainingEvent.RunawayVariance.Part part, float[] log, int epoch) {
    boolean one = log.length > 1;
    for (float value : log) {
      one &= value == log[0];
    }
    int width = one ? 1 : log.length;
    for (int i = 0; i < width; i++) {
      VarianceAdvice.of(part, one ? -1 : i, log[i], epoch, vae)
          .filter(
              event ->
                  told.add(event.part() + " " + event.index() + " " + (event.logVariance() > 0)))
          .ifPresent(listener);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
