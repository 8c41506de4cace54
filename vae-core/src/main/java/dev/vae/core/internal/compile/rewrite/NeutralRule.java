package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Tensor;

/**
 * Drops operations that change nothing: x + 0, x − 0, x · 1, x / 1, a stopped gradient, a choice
 * between equals. Adding 0 may turn −0 into 0; nothing else is lost. A product with 0 stays, for
 * the sake of NaN and infinity.
 */
final class NeutralRule implements RewriteRule {
  NeutralRule() {}

  @Override
  public Tensor better(Tensor t) {
    return switch (t.op()) {
      case STOP_GRADIENT -> t.operand(0);
      case ADD -> either(t, 0);
      case MUL -> either(t, 1);
      case SUB -> t.operand(1).isConstant(0) ? t.operand(0).expand(t.shape()) : null;
      case DIV -> t.operand(1).isConstant(1) ? t.operand(0).expand(t.shape()) : null;
      case WHERE -> t.operand(1) == t.operand(2) ? t.operand(1).expand(t.shape()) : null;
      default -> null;
    };
  }

  private static Tensor either(Tensor t, double neutral) {
    for (int i = 0; i < 2; i++) {
      if (t.operand(i).isConstant(neutral)) {
        return t.operand(1 - i).expand(t.shape());
      }
    }
    return null;
  }
}
