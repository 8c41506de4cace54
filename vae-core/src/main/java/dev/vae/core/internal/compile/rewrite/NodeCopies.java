package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a node again, in another graph or with other operands. */
final class NodeCopies {
  private NodeCopies() {}

  /** A node as t, with the given operands, which have the shapes of t's own. */
  static Tensor copy(Graph graph, Tensor t, List<Tensor> x) {
    return switch (t.op()) {
      case INPUT -> graph.input(t.name(), t.shape());
      case VARIABLE -> graph.variable(t.name(), t.shape());
      case CONSTANT -> graph.constant(t.shape(), t.attributes(Attributes.Constant.class).values());
      case NOISE -> graph.noise(t.attributes(Noise.class), t.shape());
      case ROWS -> graph.rows();
      case NEG,
          ABS,
          SIGN,
          FLOOR,
          ROUND,
          EXP,
          EXPM1,
          LOG,
          LOG1P,
          SQRT,
          SIN,
          COS,
          TANH,
          SIGMOID,
          SOFTPLUS,
          RELU,
          ERF,
          LGAMMA,
          DIGAMMA,
          STOP_GRADIENT ->
          x.get(0).unary(t.op());
      case ADD, SUB, MUL, DIV, POW, MAX, MIN, EQUAL, LESS, LESS_EQUAL ->
          x.get(0).binary(t.op(), x.get(1));
      case WHERE -> x.get(0).where(x.get(1), x.get(2));
      case SUM, REDUCE_MAX, LOG_SUM_EXP -> {
        Attributes.Axes a = t.attributes(Attributes.Axes.class);
        yield x.get(0).reduce(t.op(), a.keep(), ints(a.axes()));
      }
      case MATMUL -> {
        Attributes.MatMul a = t.attributes(Attributes.MatMul.class);
        yield x.get(0).matmul(x.get(1), a.transposeA(), a.transposeB());
      }
      case CONV2D ->
          x.get(0).conv2d(x.get(1), t.attributes(Attributes.Convolution.class).geometry());
      case CONV2D_TRANSPOSE ->
          x.get(0).conv2dTranspose(x.get(1), t.attributes(Attributes.Convolution.class).geometry());
      case CONV2D_WEIGHT ->
          x.get(0).conv2dWeight(x.get(1), t.attributes(Attributes.Convolution.class).geometry());
      case RESHAPE -> x.get(0).reshape(t.shape());
      case PERMUTE -> x.get(0).permute(ints(t.attributes(Attributes.Permute.class).order()));
      case SLICE -> {
        Attributes.Slice a = t.attributes(Attributes.Slice.class);
        yield x.get(0).slice(a.axis(), a.from(), a.to(), a.step());
      }
      case PAD -> {
        Attributes.Pad a = t.attributes(Attributes.Pad.class);
        yield x.get(0).pad(a.axis(), a.before(), a.after(), a.interior(), a.value());
      }
      case CONCAT -> Tensor.concat(t.attributes(Attributes.Concat.class).axis(), x);
      case EXPAND -> x.get(0).expand(t.shape());
      case GATHER -> x.get(0).gather(x.get(1));
      case SCATTER_ADD -> x.get(1).scatterAdd(x.get(0), t.shape());
      case SCAN -> SequenceScan.copy(graph, t, x);
    };
  }

  /** The outputs and updates of a computation, by the nodes that its own became. */
  static Computation replaced(Computation computation, Map<Tensor, Tensor> by) {
    return new Computation(
        replaced(computation.outputs(), by), replaced(computation.updates(), by));
  }

  private static Map<String, Tensor> replaced(Map<String, Tensor> map, Map<Tensor, Tensor> by) {
    Map<String, Tensor> out = new LinkedHashMap<>();
    map.forEach((name, t) -> out.put(name, by.get(t)));
    return out;
  }

  static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
