package dev.vae.core.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be computed: named outputs, and new values for variables, all read before any is
 * written. This is what the compiled program, the reference and the exporter take.
 *
 * @param outputs what a run gives, by name
 * @param updates what a run puts into variables, by the variable's name; shapes must be equal
 */
public record Computation(Map<String, Tensor> outputs, Map<String, Tensor> updates) {

  /** Copies the maps, keeping their order. */
  public Computation {
    outputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    updates = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(updates));
  }

  /** Returns a computation without updates. */
  public static Computation of(Map<String, Tensor> outputs) {
    return new Computation(outputs, Map.of());
  }

  /**
   * Returns this as lines such as {@code %7 [N, 400] = matmul(%3, %5) transposeB in encoder/0}, for
   * people to read and compare. Leaves show their names, and the last lines tell which tensors are
   * outputs and updates.
   */
  public String describe() {
    return GraphPrinter.print(this);
  }

  /** Returns every tensor needed, operands first. */
  public List<Tensor> tensors() {
    List<Tensor> roots = new ArrayList<>(outputs.values());
    roots.addAll(updates.values());
    return Graph.closure(roots);
  }

  /** Returns the inputs, variables or noise needed, in the order they were made. */
  public List<Tensor> leaves(Op op) {
    return tensors().stream().filter(t -> t.op() == op).toList();
  }
}
