package dev.vae.export.internal.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** A fixed setting of a node. */
public sealed interface Attribute {

  /** Returns {@code AttributeProto.AttributeType}. */
  int code();

  /** An integer. */
  record Whole(long value) implements Attribute {
    @Override
    public int code() {
      return 2;
    }
  }

  /** A float. */
  record Real(float value) implements Attribute {
    @Override
    public int code() {
      return 1;
    }
  }

  /** Returns the text. */
  record Text(String value) implements Attribute {
    @Override
    public int code() {
      return 3;
    }
  }

  /** Integers. */
  record Wholes(List<Long> values) implements Attribute {
    @Override
    public int code() {
      return 7;
    }
  }

  /** A graph, which may read the values of the one around it. */
  record Subgraph(GraphDef graph) implements Attribute {
    @Override
    public int code() {
      return 5;
    }

    /** Returns this with other names of values. */
    Subgraph renamed(UnaryOperator<String> names) {
      return new Subgraph(
          new GraphDef(
              graph.name(),
              graph.doc(),
              graph.nodes().stream().map(node -> node.renamed(names)).toList(),
              graph.initializers(),
              graph.inputs(),
              graph.outputs().stream()
                  .map(output -> output.as(names.apply(output.name())))
                  .toList(),
              graph.values()));
    }
  }

  /** Returns an integer. */
  static Attribute of(long value) {
    return new Whole(value);
  }

  /** Returns the text. */
  static Attribute of(String value) {
    return new Text(value);
  }

  /** Integers. */
  static Attribute ints(long... values) {
    return new Wholes(Arrays.stream(values).boxed().toList());
  }

  /** Integers. */
  static Attribute ints(List<Integer> values) {
    return new Wholes(values.stream().map(Integer::longValue).toList());
  }
}
