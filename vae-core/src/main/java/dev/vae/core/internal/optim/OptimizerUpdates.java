package dev.vae.core.internal.optim;

import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.optim.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An optimizer's step as operations of a graph. */
public final class OptimizerUpdates {
  /** What the names of an optimizer's variables and inputs begin with. */
  public static final String OPTIMIZER = "optimizer/";

  private OptimizerUpdates() {}

  /**
   * Returns new values for weights and for what the optimizer keeps beside them, by variable.
   *
   * @param gradients one for each weight
   */
  public static Map<String, Tensor> of(
      Optimizer optimizer, List<Tensor> weights, List<Tensor> gradients) {
    Map<String, Tensor> updates = new LinkedHashMap<>();
    if (weights.isEmpty()) {
      return updates;
    }
    Graph graph = weights.get(0).graph();
    Map<String, Tensor> scalars = new LinkedHashMap<>();
    for (String name : new TreeMap<>(optimizer.scalars(1, 1)).keySet()) {
      scalars.put(name, graph.input(OPTIMIZER + name, Shape.SCALAR));
    }
    for (int i = 0; i < weights.size(); i++) {
      add(updates, weights.get(i), gradients.get(i), optimizer, scalars);
    }
    return updates;
  }

  private static void add(
      Map<String, Tensor> updates,
      Tensor weight,
      Tensor gradient,
      Optimizer optimizer,
      Map<String, Tensor> scalars) {
    List<String> names = new ArrayList<>();
    List<Tensor> slots = new ArrayList<>();
    for (String slot : optimizer.slots()) {
      names.add(OPTIMIZER + slot + "/" + weight.name());
      slots.add(weight.graph().variable(names.get(names.size() - 1), weight.shape()));
    }
    List<Tensor> next = optimizer.step(weight, gradient, slots, scalars);
    updates.put(weight.name(), next.get(0));
    for (int i = 0; i < names.size(); i++) {
      updates.put(names.get(i), next.get(i + 1));
    }
  }

  /** Variables shared with a model's, and new ones of zeros for whatever else is updated. */
  public static Variables state(Variables variables, Map<String, Tensor> updates) {
    Variables state = Variables.sharing(variables);
    updates.forEach(
        (name, t) -> {
          if (!state.has(name)) {
            state.add(name, t.shape(), false);
          }
        });
    return state;
  }

  /**
   * Gives a program the scalars of its next step.
   *
   * @param rate the learning rate after the schedule
   * @param step the number of the step, from 1
   */
  public static void set(Program program, Optimizer optimizer, double rate, long step) {
    optimizer.scalars(rate, step).forEach((name, value) -> program.set(OPTIMIZER + name, value));
  }
}
