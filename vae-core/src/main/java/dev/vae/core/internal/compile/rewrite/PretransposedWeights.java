package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights that a product takes transposed are transposed once, by a node of their own, where there
 * are products of each row with itself: what lies around these is done a few rows at a time, and
 * would lay the weights out for each few anew. A number's sum is the same.
 */
public final class PretransposedWeights {
  private PretransposedWeights() {}

  /** Returns the computation with weights transposed where that lets rows be done by themselves. */
  public static Computation of(Computation computation) {
    if (computation.tensors().stream().noneMatch(PretransposedWeights::isOfEachRow)) {
      return computation;
    }
    Graph graph = new Graph();
    Map<Tensor, Tensor> done = new IdentityHashMap<>();
    Map<Tensor, Tensor> upright = new IdentityHashMap<>();
    for (Tensor t : computation.tensors()) {
      List<Tensor> operands = t.operands().stream().map(done::get).toList();
      try (Graph.Scope scope = graph.scope(t.scope())) {
        Tensor copy =
            takesTransposed(t)
                ? operands
                    .get(0)
                    .matmul(
                        upright.computeIfAbsent(operands.get(1), w -> w.permute(1, 0)),
                        false,
                        false)
                : NodeCopies.copy(graph, t, operands);
        done.put(t, copy);
      }
    }
    return NodeCopies.replaced(computation, done);
  }

  private static boolean isOfEachRow(Tensor t) {
    return t.op() == Op.MATMUL && isRows(t.operand(0).shape()) && isRows(t.operand(1).shape());
  }

  private static boolean takesTransposed(Tensor t) {
    if (t.op() != Op.MATMUL || !isRows(t.operand(0).shape())) {
      return false;
    }
    Attributes.MatMul how = t.attributes(Attributes.MatMul.class);
    Shape weights = t.operand(1).shape();
    return !how.transposeA() && how.transposeB() && weights.isConstant() && weights.rank() == 2;
  }

  private static boolean isRows(Shape shape) {
    return shape.rank() > 2 && shape.dim(0).batch();
  }
}
