package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.List;

/**
 * Computes before broadcasting instead of after: element-wise operations broadcast by themselves,
 * so an expanded operand is replaced by what it expands, and the result is expanded if it has to
 * be. What depends on a few numbers is then computed a few times.
 */
final class LateBroadcast implements RewriteRule {
  LateBroadcast() {}

  @Override
  public Tensor better(Tensor t) {
    boolean applies =
        t.op().isElementwise() && t.operands().stream().anyMatch(LateBroadcast::isExpanded);
    if (!applies) {
      return null;
    }
    List<Tensor> bare = t.operands().stream().map(x -> isExpanded(x) ? x.operand(0) : x).toList();
    return NodeCopies.copy(t.graph(), t, bare).expand(t.shape());
  }

  /** Whether a node is its operand repeated, or a scalar as a tensor of one element. */
  private static boolean isExpanded(Tensor x) {
    return x.op() == Op.EXPAND || x.op() == Op.RESHAPE && x.operand(0).shape().equals(Shape.SCALAR);
  }
}
