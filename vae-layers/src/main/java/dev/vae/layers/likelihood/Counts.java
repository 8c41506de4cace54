package dev.vae.layers.likelihood;

import dev.vae.core.graph.Tensor;
import java.util.function.UnaryOperator;

/** What distributions of counts share. */
final class Counts {
  private Counts() {}

  /** The log-probability of counts up to n, −∞ beyond. */
  static Tensor upTo(int n, Tensor x, UnaryOperator<Tensor> logProb) {
    Tensor beyond = x.neg().less(-n);
    return beyond.where(
        x.graph().constant(Double.NEGATIVE_INFINITY), logProb.apply(x.max(0).min(n)));
  }
}
