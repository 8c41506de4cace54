package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;

/**
 * Moves signs to where they cost nothing: −(−x), a + (−b), a − (−b), −(a − b), 0 − x, and x times
 * or over −1. The results differ in the sign of a zero at most.
 */
final class SignRule implements RewriteRule {
  SignRule() {}

  @Override
  public Tensor better(Tensor t) {
    Tensor a = t.operands().isEmpty() ? null : t.operand(0);
    Tensor b = t.operands().size() < 2 ? null : t.operand(1);
    return switch (t.op()) {
      case NEG -> {
        if (a.op() == Op.NEG) {
          yield a.operand(0);
        }
        yield a.op() == Op.SUB ? a.operand(1).sub(a.operand(0)) : null;
      }
      case ADD -> {
        if (b.op() == Op.NEG) {
          yield a.sub(b.operand(0));
        }
        yield a.op() == Op.NEG ? b.sub(a.operand(0)) : null;
      }
      case SUB -> {
        if (b.op() == Op.NEG) {
          yield a.add(b.operand(0));
        }
        yield a.isConstant(0) ? b.neg().expand(t.shape()) : null;
      }
      case MUL -> {
        if (a.op() == Op.NEG && b.op() == Op.NEG) {
          yield a.operand(0).mul(b.operand(0));
        }
        if (b.isConstant(-1)) {
          yield a.neg().expand(t.shape());
        }
        yield a.isConstant(-1) ? b.neg().expand(t.shape()) : null;
      }
      case DIV -> b.isConstant(-1) ? a.neg().expand(t.shape()) : null;
      default -> null;
    };
  }
}
