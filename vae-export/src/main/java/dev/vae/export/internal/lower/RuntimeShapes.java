package dev.vae.export.internal.lower;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.export.internal.onnx.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Shapes at run time: the batch size N is read off an input that carries it. */
final class RuntimeShapes {
  private final Emitter out;
  private final Tensor carrier;
  private final String carrierName;

  /**
   * @param carrier an input with a batch axis; null if there is none
   */
  RuntimeShapes(Emitter out, Tensor carrier, String carrierName) {
    this.out = out;
    this.carrier = carrier;
    this.carrierName = carrierName;
  }

  /** The same in a graph within this one, which reads the same input. */
  RuntimeShapes inside(Emitter inner) {
    return new RuntimeShapes(inner, carrier, carrierName);
  }

  /** N as a list of one integer. */
  private String rows() {
    if (carrier == null) {
      throw new IllegalArgumentException(
          "the graph needs the batch size, but none of its inputs has a batch axis to read it"
              + " from: add an input of shape [N, ...]");
    }
    int axis = 0;
    while (!carrier.shape().dim(axis).batch()) {
      axis++;
    }
    Map<String, Attribute> one = Map.of("start", Attribute.of(axis), "end", Attribute.of(axis + 1));
    String length = out.emit("Shape", one, carrierName);
    int factor = carrier.shape().dim(axis).factor();
    return factor == 1 ? length : out.emit("Div", length, out.longs(factor));
  }

  /** N as a float scalar. */
  String rowsAsFloat() {
    return out.toFloat(out.emit("Reshape", rows(), out.integers(List.of(0L), new long[0])));
  }

  /** The lengths of a shape as a list of integers. */
  private String lengths(Shape shape) {
    if (shape.isConstant()) {
      return out.longs(constants(shape));
    }
    String[] parts = new String[shape.rank()];
    for (int i = 0; i < parts.length; i++) {
      Dim dim = shape.dim(i);
      parts[i] = !dim.batch() ? out.longs(dim.factor()) : times(rows(), dim.factor());
    }
    return parts.length == 1
        ? parts[0]
        : out.emit("Concat", Map.of("axis", Attribute.of(0)), parts);
  }

  private String times(String rows, int factor) {
    return factor == 1 ? rows : out.emit("Mul", rows, out.longs(factor));
  }

  /**
   * The same elements in another shape. A first axis that is kept is named as such: where lengths
   * are inferred instead, runtimes lose sight of which tensors have equally many rows, and what
   * onnxruntime makes of a sum of convolutions then fails without any.
   */
  String reshape(String value, Shape from, Shape to) {
    boolean keeps =
        to.factor() > 0
            && to.batchAxes() == 1
            && from.rank() > 0
            && from.dim(0).batch()
            && from.dim(0).equals(to.dim(0));
    if (!keeps) {
      return reshape(value, to);
    }
    long[] lengths = constants(to);
    lengths[0] = 0;
    return out.emit("Reshape", value, out.longs(lengths));
  }

  /** The same elements in another shape. A single batch axis is left to the runtime to infer. */
  String reshape(String value, Shape to) {
    boolean empty = to.factor() == 0;
    Map<String, Attribute> zeros = empty ? Map.of("allowzero", Attribute.of(1)) : Map.of();
    String lengths = to.batchAxes() == 1 && !empty ? out.longs(constants(to)) : lengths(to);
    return out.emit("Reshape", zeros, value, lengths);
  }

  /** Broadcasts axes of length 1. Only broadcast batch axes need N. */
  String expand(String value, Shape from, Shape to) {
    Shape needed = to;
    for (int i = 1; i <= from.rank(); i++) {
      if (from.dim(-i).equals(to.dim(-i))) {
        needed = needed.with(-i, Dim.of(1));
      }
    }
    return out.emit("Expand", value, lengths(needed));
  }

  /** One number everywhere. */
  String fill(double value, Shape shape) {
    return shape.rank() == 0
        ? out.number(value)
        : out.emit("Expand", out.number(value), lengths(shape));
  }

  /** Constant lengths as they are, batch axes as −1. */
  static long[] constants(Shape shape) {
    return shape.dims().stream().mapToLong(d -> d.batch() ? -1 : d.factor()).toArray();
  }

  /** The lengths of a constant shape. */
  static List<Long> dims(Shape shape) {
    return Arrays.stream(constants(shape)).boxed().toList();
  }
}
