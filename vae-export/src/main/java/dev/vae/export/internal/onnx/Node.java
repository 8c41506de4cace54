package dev.vae.export.internal.onnx;

import java.util.List;
import java.util.SortedMap;

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
}
