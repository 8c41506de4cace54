package dev.vae.export.internal.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * One operation of the default domain.
 *
 * @param inputs names of values; empty names stand for optional inputs left out
 * @param outputs the values it gives, the first under the node's own name unless it is an output of
 *     the graph
 */
public record Node(
    String name,
    String type,
    List<String> inputs,
    List<String> outputs,
    SortedMap<String, Attribute> attributes) {

  /** A node that gives one value. */
  public Node(
      String name,
      String type,
      List<String> inputs,
      String output,
      SortedMap<String, Attribute> attributes) {
    this(name, type, inputs, List.of(output), attributes);
  }

  /** Returns the first value it gives. */
  public String output() {
    return outputs.get(0);
  }

  /** Returns all values it reads, those that graphs inside it take from around them included. */
  public List<String> reads() {
    List<String> all = new ArrayList<>(inputs);
    for (Attribute attribute : attributes.values()) {
      if (attribute instanceof Attribute.Subgraph inner) {
        inner.graph().nodes().forEach(node -> all.addAll(node.reads()));
        inner.graph().outputs().forEach(output -> all.add(output.name()));
      }
    }
    return all;
  }

  /** Returns this with other names of values, in graphs inside it too. */
  public Node renamed(UnaryOperator<String> names) {
    SortedMap<String, Attribute> changed = new TreeMap<>(attributes);
    changed.replaceAll(
        (key, a) -> a instanceof Attribute.Subgraph inner ? inner.renamed(names) : a);
    return new Node(
        name,
        type,
        inputs.stream().map(names).toList(),
        outputs.stream().map(names).toList(),
        changed);
  }
}
