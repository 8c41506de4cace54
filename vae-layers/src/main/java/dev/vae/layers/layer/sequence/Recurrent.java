package dev.vae.layers.layer.sequence;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.Options;
import dev.vae.layers.layer.LayerWeights;
import dev.vae.layers.layer.Sequences;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What {@code gru} and {@code lstm} share: parameters, and the walk over the steps, which is
 * unrolled into the graph.
 *
 * <p>Input {@code [N, steps, features]}; options {@code units}; {@code returns}: {@code sequence},
 * the states after all steps {@code [N, steps, units]}, or {@code last}, the one after the last
 * step {@code [N, units]}; {@code direction}: {@code forward}, {@code backward} from the last step
 * to the first, or {@code both}, each with parameters of its own, their states side by side; {@code
 * steps} for flat rows. The first state is zero.
 *
 * <p>Parameters are PyTorch's, transposed, with gates in the same order: {@code inputWeight
 * [features, gates·units]}, {@code stateWeight [units, gates·units]}, {@code inputBias} and {@code
 * stateBias [gates·units]}, at first uniform within ±1/√units.
 */
final class Recurrent implements Layer {

  /** One step of a kind of network. */
  interface Cell {
    /**
     * Returns the next state.
     *
     * @param input for each gate {@code x·W + b} of this step's input, {@code [N, units]}
     * @param state the same of the state before: {@code h·W + b}; at the first step {@code [units]}
     * @param before the state before; empty for zeros
     * @return the output h of this step, and whatever else the next step needs
     */
    List<Tensor> next(List<Tensor> input, List<Tensor> state, List<Tensor> before);
  }

  private final Cell cell;
  private final int gates;
  private final int units;
  private final boolean last;
  private final String direction;
  private final Sequences sequences;

  Recurrent(String name, int gates, Cell cell, Options options) {
    this.cell = cell;
    this.gates = gates;
    this.units = LayerWeights.positive(options, "units");
    this.last = options.choice("returns", "sequence", List.of("sequence", "last")).equals("last");
    this.direction = options.choice("direction", "forward", List.of("forward", "backward", "both"));
    this.sequences = Sequences.of(options, name);
  }

  @Override
  public Tensor forward(Tensor x, Context pass) {
    Tensor sequence = sequences.check(x, pass);
    if (!direction.equals("both")) {
      return walk(sequence, direction.equals("backward"), pass);
    }
    List<Tensor> sides = new ArrayList<>();
    for (String side : List.of("forward", "backward")) {
      try (Graph.Scope scope = pass.scope(side)) {
        sides.add(walk(sequence, side.equals("backward"), pass));
      }
    }
    return Tensor.concat(-1, sides);
  }

  private Tensor walk(Tensor x, boolean backward, Context pass) {
    int steps = Sequences.steps(x);
    int width = Math.multiplyExact(gates, units);
    Initializer first = LayerWeights.uniform(units);
    Tensor inputWeight =
        pass.parameter("inputWeight", Shape.of(Sequences.features(x), width), first);
    Tensor stateWeight = pass.parameter("stateWeight", Shape.of(units, width), first);
    Tensor inputBias = pass.parameter("inputBias", Shape.of(width), first);
    Tensor stateBias = pass.parameter("stateBias", Shape.of(width), first);
    // all steps' inputs in one product
    Tensor inputs = x.matmul(inputWeight).add(inputBias);
    Shape one = Shape.of(x.shape().dim(0), Dim.of(width));
    List<Tensor> states = List.of();
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      int at = backward ? steps - 1 - i : i;
      Tensor input = inputs.slice(1, at, at + 1).reshape(one);
      Tensor state = i == 0 ? stateBias : states.get(0).matmul(stateWeight).add(stateBias);
      states = cell.next(split(input), split(state), states);
      outputs.add(states.get(0));
    }
    if (last) {
      return states.get(0);
    }
    if (backward) {
      Collections.reverse(outputs);
    }
    Shape place = Shape.of(x.shape().dim(0), Dim.of(1), Dim.of(units));
    return Tensor.concat(1, outputs.stream().map(h -> h.reshape(place)).toList());
  }

  private List<Tensor> split(Tensor all) {
    List<Tensor> each = new ArrayList<>();
    for (int i = 0; i < gates; i++) {
      each.add(all.slice(-1, i * units, (i + 1) * units));
    }
    return each;
  }
}
