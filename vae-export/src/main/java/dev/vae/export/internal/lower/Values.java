package dev.vae.export.internal.lower;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.export.internal.onnx.Attribute;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which ONNX value holds which tensor. Images exist channels-last, as in our graph, or
 * channels-first, as ONNX convolves them; either is made from the other when first asked for, so a
 * stack of convolutions with element-wise operations between them keeps one layout.
 */
final class Values {
  private static final Attribute TO_FIRST = Attribute.ints(0, 3, 1, 2);
  private static final Attribute TO_LAST = Attribute.ints(0, 2, 3, 1);

  private final LoweringPlan plan;
  private final Emitter out;
  private final RuntimeShapes shapes;
  private final Map<Tensor, String> last = new IdentityHashMap<>();
  private final Map<Tensor, String> first = new IdentityHashMap<>();

  Values(LoweringPlan plan, Emitter out, RuntimeShapes shapes) {
    this.plan = plan;
    this.out = out;
    this.shapes = shapes;
  }

  void put(Tensor tensor, String value) {
    last.put(tensor, value);
  }

  void putChannelsFirst(Tensor tensor, String value) {
    first.put(tensor, value);
  }

  /** Whether there is a value of a tensor already. */
  boolean has(Tensor tensor) {
    return last.containsKey(tensor) || first.containsKey(tensor);
  }

  /** Whether a tensor came out of a convolution channels-first. */
  boolean isChannelsFirst(Tensor tensor) {
    Tensor t = plan.source(tensor);
    return first.containsKey(t) && !last.containsKey(t);
  }

  /** The value in the tensor's own layout. */
  String of(Tensor tensor) {
    Tensor t = plan.source(tensor);
    String value = last.get(t);
    if (value == null) {
      value = out.emit("Transpose", Map.of("perm", TO_LAST), first.get(t));
      last.put(t, value);
    }
    return value;
  }

  /**
   * The value of a tensor {@code [N,H,W,C]} as {@code [N,C,H,W]}. Tensors of lower rank without
   * batch axes are aligned at C, as broadcasting does.
   */
  String channelsFirst(Tensor tensor) {
    Tensor t = plan.source(tensor);
    String value = first.get(t);
    if (value == null) {
      value = toFirst(t);
      first.put(t, value);
    }
    return value;
  }

  private String toFirst(Tensor t) {
    Shape shape = t.shape();
    if (shape.rank() == 0) {
      return of(t);
    }
    if (shape.rank() == 1) {
      return shapes.reshape(of(t), Shape.of(shape.dim(0).factor(), 1, 1));
    }
    Shape image = shape;
    while (image.rank() < 4) {
      image = image.withLeading(Dim.of(1));
    }
    String value = image.equals(shape) ? of(t) : shapes.reshape(of(t), image);
    return out.emit("Transpose", Map.of("perm", TO_FIRST), value);
  }

  /** Whether all of these can take part in an element-wise operation channels-first. */
  boolean canGoFirst(Shape result, List<Tensor> operands) {
    return result.rank() == 4
        && operands.stream().anyMatch(this::isChannelsFirst)
        && operands.stream().allMatch(t -> t.shape().rank() == 4 || t.shape().isConstant());
  }
}
