package dev.vae.cli.command;

import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingResult;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A training run that Ctrl-C ends in good order: the step is finished, the checkpoint and what
 * follows are written, then the program exits.
 */
final class TrainingSession {
  private static final int PATIENCE_SECONDS = 60;

  private TrainingSession() {}

  /**
   * Trains, and does what follows while the program cannot end.
   *
   * @param after what is to be done with the result, cancelled or not
   */
  static TrainingResult run(Trainer trainer, Finish after) throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              trainer.cancel();
              try {
                if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                  System.err.println("vae: gave up waiting for the step to end");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "vae-interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      TrainingResult result = trainer.run();
      after.with(result);
      return result;
    } finally {
      written.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // it is running: the program ends as soon as it sees that everything is written
      }
    }
  }

  /** What follows training. */
  interface Finish {
    void with(TrainingResult result) throws Exception;
  }
}
