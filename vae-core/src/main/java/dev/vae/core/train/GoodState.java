package dev.vae.core.train;

import dev.vae.core.engine.Variables;

/**
 * Keeps a state whose loss was finite. A copy taken before a step is trusted once that step's loss
 * turns out finite, so two are kept in turn.
 */
final class GoodState {
  private static final int EVERY = 100;
  private Snapshot good;
  private Snapshot candidate;
  private boolean waiting;
  private long steps;

  GoodState(Variables variables) {
    good = new Snapshot(variables);
    candidate = new Snapshot(variables);
    good.take();
  }

  void beforeStep() {
    waiting = steps++ % EVERY == 0;
    if (waiting) {
      candidate.take();
    }
  }

  void lossWasFinite() {
    if (waiting) {
      Snapshot trusted = candidate;
      candidate = good;
      good = trusted;
    }
  }

  void restore() {
    good.restore();
  }
}
