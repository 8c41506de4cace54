package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.List;

/**
 * Joins movements that follow one another, drops those that move nothing, and writes a permutation
 * of axes of which at most one is longer than 1 as a reshape.
 */
final class MovementRule implements RewriteRule {
  MovementRule() {}

  @Override
  public Tensor better(Tensor t) {
    return switch (t.op()) {
      case RESHAPE -> reshape(t, t.operand(0));
      case EXPAND ->
          t.operand(0).op() == Op.EXPAND ? t.operand(0).operand(0).expand(t.shape()) : null;
      case PERMUTE -> permute(t, t.operand(0));
      case SLICE -> slice(t, t.operand(0));
      default -> null;
    };
  }

  private static Tensor reshape(Tensor t, Tensor x) {
    if (x.op() == Op.RESHAPE) {
      return x.operand(0).reshape(t.shape());
    }
    if (x.op() == Op.EXPAND && single(x.operand(0).shape())) {
      return x.operand(0).reshape(Shape.SCALAR).expand(t.shape());
    }
    return null;
  }

  private static Tensor permute(Tensor t, Tensor x) {
    List<Integer> order = t.attributes(Attributes.Permute.class).order();
    if (x.op() == Op.PERMUTE) {
      List<Integer> inner = x.attributes(Attributes.Permute.class).order();
      return x.operand(0).permute(order.stream().mapToInt(inner::get).toArray());
    }
    if (x.op() == Op.EXPAND && single(x.operand(0).shape())) {
      return x.operand(0).reshape(Shape.SCALAR).expand(t.shape());
    }
    int[] moved = order.stream().mapToInt(i -> i).filter(a -> !x.shape().dim(a).isOne()).toArray();
    for (int i = 1; i < moved.length; i++) {
      if (moved[i] < moved[i - 1]) {
        return null;
      }
    }
    return x.reshape(t.shape());
  }

  private static Tensor slice(Tensor t, Tensor x) {
    return x.op() == Op.EXPAND && single(x.operand(0).shape())
        ? x.operand(0).reshape(Shape.SCALAR).expand(t.shape())
        : null;
  }

  static boolean single(Shape shape) {
    return shape.dims().stream().allMatch(d -> d.isOne());
  }
}
