package dev.vae.core.optim;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Spec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): m ← m + (1 − β1)(g − m), v ← v + (1 − β2)(g² − v), w ← w
 * − rate · m / (√v · scale + ε), where rate and scale carry the corrections of the zero start.
 *
 * @param learningRate the learning rate
 * @param beta1 how slowly the mean of the gradient moves, from 0 to below 1
 * @param beta2 how slowly the mean of its square moves, from 0 to below 1
 * @param epsilon added to the root, above 0
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {
  private static final String RATE = "rate";
  private static final String SCALE = "scale";

  /** Checks the numbers. */
  public Adam {
    Optimizer.checkedLearningRate(learningRate);
    if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0)) {
      throw new IllegalArgumentException(
          "Adam's betas must be from 0 to below 1 and epsilon above 0, not "
              + beta1
              + ", "
              + beta2
              + ", "
              + epsilon);
    }
  }

  @Override
  public Spec spec() {
    return Spec.of("adam")
        .with("learningRate", learningRate)
        .with("beta1", beta1)
        .with("beta2", beta2)
        .with("epsilon", epsilon);
  }

  @Override
  public List<String> slots() {
    return List.of("m", "v");
  }

  @Override
  public Map<String, Double> scalars(double scheduled, long step) {
    double corrected = scheduled / (1 - StrictMath.pow(beta1, step));
    double scale = 1 / StrictMath.sqrt(1 - StrictMath.pow(beta2, step));
    return Map.of(RATE, corrected, SCALE, scale);
  }

  @Override
  public List<Tensor> step(
      Tensor weight, Tensor gradient, List<Tensor> slots, Map<String, Tensor> scalars) {
    Tensor m = slots.get(0).add(gradient.sub(slots.get(0)).mul(1 - beta1));
    Tensor v = slots.get(1).add(gradient.square().sub(slots.get(1)).mul(1 - beta2));
    Tensor root = v.sqrt().mul(Objects.requireNonNull(scalars.get(SCALE))).add(epsilon);
    return List.of(weight.sub(m.div(root).mul(Objects.requireNonNull(scalars.get(RATE)))), m, v);
  }
}
