package dev.vae.core.train;

import dev.vae.core.engine.Variables;

/**
 * Keeps a state whose loss was finite. A copy taken before a step is trusted once that step's loss
 * turns out finite, so two are kept in turn.
 */
final class LastFiniteState {
  /** How many copies of everything there are. */
  static final int COPIES = 2;

  private static final int EVERY = 100;
  private Copy good;
  private Copy candidate;
  private boolean waiting;

  /** Numbers, how many steps were done then, and how many batches of its epoch. */
  private static final class Copy {
    private final Snapshot snapshot;
    private int epoch;
    private long batches;
    private long steps;

    Copy(Variables variables) {
      snapshot = new Snapshot(variables);
    }

    void take(TrainingState at) {
      snapshot.take();
      epoch = at.epochsDone();
      batches = at.batches;
      steps = at.steps;
    }
  }

  LastFiniteState(Variables variables, TrainingState now) {
    good = new Copy(variables);
    candidate = new Copy(variables);
    good.take(now);
  }

  void beforeStep(TrainingState now) {
    waiting = now.batches % EVERY == 0;
    if (waiting) {
      candidate.take(now);
    }
  }

  void lossWasFinite() {
    if (waiting) {
      Copy trusted = candidate;
      candidate = good;
      good = trusted;
    }
  }

  void restore() {
    good.snapshot.restore();
  }

  /** Whether the good state is one of this epoch, from which its later steps can be repeated. */
  boolean isOf(int epoch) {
    return good.epoch == epoch;
  }

  /** How many steps were done in the good state. */
  long steps() {
    return good.steps;
  }

  /** How many batches of its epoch were done in the good state. */
  long batches() {
    return good.batches;
  }
}
