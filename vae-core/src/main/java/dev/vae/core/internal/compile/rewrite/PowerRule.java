package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;

/**
 * Writes powers and quotients with cheap operations where that is exact or rounds once as the
 * original does: x², x¹, x⁻¹, and x / 2ⁿ as x · 2⁻ⁿ.
 */
final class PowerRule implements RewriteRule {
  PowerRule() {}

  @Override
  public Tensor better(Tensor t) {
    if (t.op() == Op.POW) {
      Tensor x = t.operand(0).expand(t.shape());
      Tensor power = t.operand(1);
      if (power.isConstant(2)) {
        return x.mul(x);
      }
      if (power.isConstant(1)) {
        return x;
      }
      return power.isConstant(-1) ? t.graph().constant(1).div(x) : null;
    }
    if (t.op() == Op.DIV && t.operand(1).op() == Op.CONSTANT) {
      for (int n = 1; n <= 24; n++) {
        if (t.operand(1).isConstant(1 << n)) {
          return t.operand(0).mul(t.graph().constant(1.0 / (1 << n))).expand(t.shape());
        }
      }
    }
    return null;
  }
}
