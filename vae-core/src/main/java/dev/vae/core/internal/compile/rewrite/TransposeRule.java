package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.List;

/** Turns a transposed operand of a matrix product into the product's own flag. */
final class TransposeRule implements RewriteRule {
  TransposeRule() {}

  @Override
  public Tensor better(Tensor t) {
    if (t.op() != Op.MATMUL) {
      return null;
    }
    Tensor a = t.operand(0);
    Tensor b = t.operand(1);
    Attributes.MatMul flags = t.attributes(Attributes.MatMul.class);
    if (isTranspose(a)) {
      return a.operand(0).matmul(b, !flags.transposeA(), flags.transposeB());
    }
    return isTranspose(b) ? a.matmul(b.operand(0), flags.transposeA(), !flags.transposeB()) : null;
  }

  private static boolean isTranspose(Tensor t) {
    if (t.op() != Op.PERMUTE) {
      return false;
    }
    List<Integer> order = t.attributes(Attributes.Permute.class).order();
    int rank = order.size();
    for (int i = 0; i < rank - 2; i++) {
      if (order.get(i) != i) {
        return false;
      }
    }
    return rank >= 2 && order.get(rank - 1) == rank - 2;
  }
}
