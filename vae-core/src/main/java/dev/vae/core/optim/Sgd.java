package dev.vae.core.optim;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Spec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Stochastic gradient descent with momentum (Polyak 1964): u ← momentum · u + g, w ← w − rate · u.
 *
 * @param learningRate the learning rate
 * @param momentum how much of the last direction is kept, from 0 (none) to below 1
 */
public record Sgd(double learningRate, double momentum) implements Optimizer {
  private static final String RATE = "rate";

  /** Checks the numbers. */
  public Sgd {
    Optimizer.checkedLearningRate(learningRate);
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be from 0 to below 1, not " + momentum);
    }
  }

  @Override
  public Spec spec() {
    return Spec.of("sgd").with("learningRate", learningRate).with("momentum", momentum);
  }

  @Override
  public List<String> slots() {
    return momentum == 0 ? List.of() : List.of("direction");
  }

  @Override
  public Map<String, Double> scalars(double scheduled, long step) {
    return Map.of(RATE, scheduled);
  }

  @Override
  public List<Tensor> step(
      Tensor weight, Tensor gradient, List<Tensor> slots, Map<String, Tensor> scalars) {
    if (slots.isEmpty()) {
      return List.of(weight.sub(gradient.mul(Objects.requireNonNull(scalars.get(RATE)))));
    }
    Tensor direction = slots.get(0).mul(momentum).add(gradient);
    return List.of(weight.sub(direction.mul(Objects.requireNonNull(scalars.get(RATE)))), direction);
  }
}
