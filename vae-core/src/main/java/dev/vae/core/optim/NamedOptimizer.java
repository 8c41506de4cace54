package dev.vae.core.optim;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Spec;
import java.util.List;
import java.util.Map;

/** An optimizer that a plugin made, with what it was made of. */
record NamedOptimizer(Spec spec, Optimizer made) implements Optimizer {
  @Override
  public double learningRate() {
    return Optimizer.checkedLearningRate(made.learningRate());
  }

  @Override
  public List<String> slots() {
    return made.slots();
  }

  @Override
  public Map<String, Double> scalars(double learningRate, long step) {
    return made.scalars(learningRate, step);
  }

  @Override
  public List<Tensor> step(
      Tensor weight, Tensor gradient, List<Tensor> slots, Map<String, Tensor> scalars) {
    return made.step(weight, gradient, slots, scalars);
  }
}
