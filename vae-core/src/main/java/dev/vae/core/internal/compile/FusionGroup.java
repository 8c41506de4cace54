package dev.vae.core.internal.compile;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.compile.run.GroupReduction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Nodes that are to be one group: element-wise operations and copies over one number of elements,
 * and reductions of them.
 */
final class FusionGroup {
  final List<Tensor> members = new ArrayList<>();
  final Extent space;

  /** The length of a row, where a reduction asks for one; else null. */
  Extent width;

  FusionGroup(Tensor t) {
    members.add(t);
    boolean reduction = t.op().kind() == Op.Kind.REDUCTION;
    space = Extent.of(reduction ? t.operand(0).shape() : t.shape());
    width = reduction ? width(t) : null;
  }

  /** Whether the grids of both allow for one group. */
  boolean fits(FusionGroup other) {
    return space.equals(other.space)
        && (width == null || other.width == null || width.equals(other.width));
  }

  void add(FusionGroup other) {
    members.addAll(other.members);
    members.sort(Comparator.comparingInt(Tensor::id));
    width = width == null ? other.width : width;
  }

  /** What a reduction runs over: everything, the last axes, or the first. */
  static GroupReduction.Kind kind(Tensor t) {
    Shape shape = t.operand(0).shape();
    List<Integer> axes = t.attributes(Attributes.Axes.class).axes();
    if (Extent.of(t.shape()).isOne()) {
      return GroupReduction.Kind.ALL;
    }
    int last = shape.rank() - 1;
    while (shape.dim(last).isOne()) {
      last--;
    }
    return axes.contains(last) ? GroupReduction.Kind.ROWS : GroupReduction.Kind.COLUMNS;
  }

  private static Extent width(Tensor t) {
    return switch (kind(t)) {
      case ALL -> null;
      case COLUMNS -> Extent.of(t.shape());
      case ROWS ->
          t.attributes(Attributes.Axes.class).axes().stream()
              .map(a -> Extent.of(t.operand(0).shape().dim(a)))
              .reduce(Extent.ONE, Extent::times);
    };
  }
}
