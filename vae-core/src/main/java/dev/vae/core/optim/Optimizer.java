package dev.vae.core.optim;

import dev.vae.core.graph.Tensor;
import java.util.List;
import java.util.Map;

/** How gradients become steps. */
public sealed interface Optimizer permits Adam, Sgd {

  /** The learning rate, before a schedule's factor. */
  double rate();

  /** Adam with β1 = 0.9, β2 = 0.999, ε = 1e-8. */
  static Optimizer adam(double rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8);
  }

  /** Gradient descent with momentum. */
  static Optimizer sgd(double rate, double momentum) {
    return new Sgd(rate, momentum);
  }

  /** The names of the arrays kept for each weight, all zero at first. */
  List<String> slots();

  /**
   * The scalars of a step, computed in double precision.
   *
   * @param rate the learning rate after the schedule
   * @param step the number of this step, from 1
   */
  Map<String, Double> scalars(double rate, long step);

  /**
   * The new weight and slots.
   *
   * @param slots the arrays of {@link #slots}, in order
   * @param scalars the inputs of {@link #scalars}
   * @return the new weight, then the new slots
   */
  List<Tensor> step(
      Tensor weight, Tensor gradient, List<Tensor> slots, Map<String, Tensor> scalars);

  /** Checks a learning rate. */
  static double checkedRate(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("the learning rate must be above 0, not " + rate);
    }
    return rate;
  }
}
