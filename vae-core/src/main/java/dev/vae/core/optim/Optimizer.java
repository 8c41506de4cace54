package dev.vae.core.optim;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An update rule: how a parameter changes by its gradient. All that is remembered from step to step
 * is in {@link #slots}, so that a checkpoint has it; an optimizer itself never changes. {@link
 * OptimizerProvider} lets one be chosen by name.
 */
public interface Optimizer {

  /** Returns the learning rate, before a schedule's factor. */
  double learningRate();

  /** Returns Adam with β1 = 0.9, β2 = 0.999, ε = 1e-8. */
  static Optimizer adam(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8);
  }

  /** Returns gradient descent with momentum. */
  static Optimizer sgd(double learningRate, double momentum) {
    return new Sgd(learningRate, momentum);
  }

  /**
   * Returns the optimizer of a name, with its options, such as {@code {"type": "adam",
   * "learningRate": 0.001}}.
   *
   * @throws IllegalArgumentException if there is none of this name, or it has no such option
   */
  static Optimizer of(Spec spec, Plugins plugins) {
    Objects.requireNonNull(plugins, "plugins");
    Optimizer made = plugins.make(OptimizerProvider.class, spec, OptimizerProvider::create);
    return made instanceof Adam || made instanceof Sgd ? made : new NamedOptimizer(spec, made);
  }

  /**
   * Returns what this is, by name and options: what a run that goes on must have again. One that no
   * provider made is named by its class.
   */
  default Spec spec() {
    return Spec.of(getClass().getName());
  }

  /** Returns the names of the arrays kept for each weight, all zero at first. */
  List<String> slots();

  /**
   * Returns the scalars of a step, computed in double precision; the same names for every step.
   *
   * @param learningRate the learning rate after the schedule
   * @param step the number of this step, from 1
   */
  Map<String, Double> scalars(double learningRate, long step);

  /**
   * Returns the new weight and slots, as operations on tensors of the weight's shape.
   *
   * @param slots the arrays of {@link #slots}, in order
   * @param scalars the inputs of {@link #scalars}
   * @return the new weight, then the new slots
   */
  List<Tensor> step(
      Tensor weight, Tensor gradient, List<Tensor> slots, Map<String, Tensor> scalars);

  /** Checks a learning rate. */
  static double checkedLearningRate(double learningRate) {
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException("the learning rate must be above 0, not " + learningRate);
    }
    return learningRate;
  }
}
