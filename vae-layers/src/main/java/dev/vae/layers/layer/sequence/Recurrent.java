package dev.vae.layers.layer.sequence;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.Options;
import dev.vae.layers.layer.LayerWeights;
import dev.vae.layers.layer.Sequences;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code gru} and {@code lstm} share: parameters, and the walk over the steps, a {@link
 * SequenceScan}. The product of a step's input with its weights is in the loop where these are few
 * enough to stay in the cache beside it: so the input is read once, and nothing that is as long as
 * the sequence is written for each gate. Else one product for all steps comes before. Each gate has
 * products of its own: its numbers lie side by side then, and nothing is cut out of a wider matrix
 * or put together to one at any step.
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
  /** Weights of a gate that are read again at every step rather than the products they give. */
  private static final int FEW_WEIGHTS = 1 << 14;

  /** One step of a kind of network. */
  interface Cell {
    /**
     * Returns the next state.
     *
     * @param input for each gate {@code x·W + b} of this step's input, {@code [N, units]}
     * @param state the same of the state before: {@code h·W + b}
     * @param before the state before
     * @return the output h of this step, and whatever else the next step needs
     */
    List<Tensor> next(List<Tensor> input, List<Tensor> state, List<Tensor> before);
  }

  private final Cell cell;
  private final int gates;
  private final int states;
  private final int units;
  private final boolean last;
  private final String direction;
  private final Sequences sequences;

  /**
   * A layer.
   *
   * @param states how many tensors a step hands on, the output among them
   */
  Recurrent(String name, int gates, int states, Cell cell, Options options) {
    this.cell = cell;
    this.gates = gates;
    this.states = states;
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
    Graph graph = pass.graph();
    SequenceScan scan = SequenceScan.of(graph, steps, backward);
    List<Tensor> input = inputs(x, gates(inputWeight), gates(inputBias), scan);
    Tensor zero = graph.constant(0).expand(Shape.of(x.shape().dim(0), Dim.of(units)));
    List<Tensor> before = new ArrayList<>();
    for (int i = 0; i < states; i++) {
      before.add(scan.state(zero));
    }
    List<Tensor> weights = gates(stateWeight).stream().map(scan::shared).toList();
    List<Tensor> biases = gates(stateBias).stream().map(scan::shared).toList();
    List<Tensor> state = new ArrayList<>();
    for (int g = 0; g < gates; g++) {
      state.add(before.get(0).matmul(weights.get(g)).add(biases.get(g)));
    }
    List<Tensor> after = cell.next(input, state, before);
    for (int i = 0; i < states; i++) {
      scan.next(before.get(i), after.get(i));
    }
    return last ? scan.last(before.get(0)) : scan.stacked(after.get(0)).permute(1, 0, 2);
  }

  /**
   * For each gate the product of a step's input with its weights. A row that is the same at all
   * steps, as {@code repeat} gives it, needs one product for all.
   */
  private List<Tensor> inputs(
      Tensor x, List<Tensor> weights, List<Tensor> biases, SequenceScan scan) {
    int features = Sequences.features(x);
    boolean few = (long) features * units <= FEW_WEIGHTS;
    boolean same = x.op() == Op.EXPAND && x.operand(0).shape().dim(1).isOne();
    List<Tensor> each = new ArrayList<>();
    if (same) {
      Tensor once = x.operand(0).reshape(Shape.of(x.shape().dim(0), x.shape().dim(2)));
      for (int g = 0; g < gates; g++) {
        each.add(scan.shared(once.matmul(weights.get(g)).add(biases.get(g))));
      }
    } else if (few) {
      Tensor step = scan.sequence(x.permute(1, 0, 2));
      for (int g = 0; g < gates; g++) {
        Tensor product = step.matmul(scan.shared(weights.get(g)));
        each.add(product.add(scan.shared(biases.get(g))));
      }
    } else {
      Tensor all = x.permute(1, 0, 2);
      for (int g = 0; g < gates; g++) {
        each.add(scan.sequence(all.matmul(weights.get(g)).add(biases.get(g))));
      }
    }
    return each;
  }

  /** The parts of a parameter that belong to each gate, along its last axis. */
  private List<Tensor> gates(Tensor all) {
    List<Tensor> each = new ArrayList<>();
    for (int g = 0; g < gates; g++) {
      each.add(all.slice(-1, g * units, (g + 1) * units));
    }
    return each;
  }
}
