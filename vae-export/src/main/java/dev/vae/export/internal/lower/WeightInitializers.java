package dev.vae.export.internal.lower;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.export.internal.onnx.TensorData;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;

/** Variables as initialisers. Those that are kernels of convolutions are stored as ONNX wants. */
final class WeightInitializers {
  private final Emitter out;
  private final OnnxNames names;
  private final Variables variables;
  private final Collection<String> updated;
  private final Map<Tensor, String> transposed = new IdentityHashMap<>();

  /**
   * @param updated variables that are inputs, because running the graph changes them
   */
  WeightInitializers(
      Emitter out, OnnxNames names, Variables variables, Collection<String> updated) {
    this.out = out;
    this.names = names;
    this.variables = variables;
    this.updated = updated;
  }

  /** The initialiser that holds a variable as it is. */
  String plain(Tensor t) {
    Variables.Variable v = find(t);
    return out.add(
        new TensorData.Floats(
            t.name(), RuntimeShapes.dims(v.shape()), v.array(), v.at(), v.size()));
  }

  /**
   * The initialiser that holds kernels {@code [KH,KW,C,O]} as {@code [O,C,KH,KW]}; null for what is
   * no fixed variable.
   */
  String transposed(Tensor t) {
    if (t.op() != Op.VARIABLE || updated.contains(t.name())) {
      return null;
    }
    return transposed.computeIfAbsent(t, this::transpose);
  }

  private String transpose(Tensor t) {
    Variables.Variable v = find(t);
    Shape s = v.shape();
    float[] array = ConvolutionLowering.toOihw(v.array(), v.at(), s);
    Shape to = Shape.of(s.dim(3), s.dim(2), s.dim(0), s.dim(1));
    String name = names.fresh(t.name() + "_oihw");
    return out.add(new TensorData.Floats(name, RuntimeShapes.dims(to), array, 0, array.length));
  }

  private Variables.Variable find(Tensor t) {
    if (!variables.has(t.name())) {
      throw new IllegalArgumentException(
          "the graph reads variable '"
              + t.name()
              + "' of shape "
              + t.shape()
              + ", but no value is given for it: pass the variables of the same model");
    }
    Variables.Variable v = variables.get(t.name());
    if (!v.shape().equals(t.shape())) {
      throw new IllegalArgumentException(
          "variable '"
              + t.name()
              + "' has shape "
              + v.shape()
              + ", but the graph wants "
              + t.shape());
    }
    return v;
  }

  /** What a kernel was called before it was transposed. */
  Map<String, String> originals() {
    Map<String, String> map = new java.util.TreeMap<>();
    transposed.forEach((t, name) -> map.put(name, t.name()));
    return map;
  }
}
