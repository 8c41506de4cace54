package dev.vae.layers.density;

import dev.vae.core.graph.Tensor;
import java.util.function.UnaryOperator;

/** What distributions of counts share. */
public final class CountMath {
  private CountMath() {}

  /** Returns the log-probability of counts up to n, −∞ beyond. */
  public static Tensor upTo(int n, Tensor x, UnaryOperator<Tensor> logProb) {
    Tensor beyond = x.neg().less(-n);
    return beyond.where(
        x.graph().constant(Double.NEGATIVE_INFINITY), logProb.apply(x.max(0).min(n)));
  }
}
