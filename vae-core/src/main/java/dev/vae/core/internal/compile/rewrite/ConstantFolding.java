package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;

/**
 * Computes on fixed numbers once, in double precision with StrictMath; writes a constant that fills
 * a shape as a broadcast scalar; takes the branch of a choice that is fixed.
 */
final class ConstantFolding implements RewriteRule {
  ConstantFolding() {}

  @Override
  public Tensor better(Tensor t) {
    if (t.op() == Op.CONSTANT) {
      double[] v = t.attributes(Attributes.Constant.class).values();
      boolean fills = v.length == 1 && t.shape().rank() > 0;
      return fills ? t.graph().constant(v[0]).expand(t.shape()) : null;
    }
    if (t.op() == Op.WHERE && scalar(t.operand(0))) {
      return t.operand(value(t.operand(0)) != 0 ? 1 : 2).expand(t.shape());
    }
    boolean folds =
        t.op().isElementwise() && t.operands().stream().allMatch(ConstantFolding::scalar);
    if (!folds) {
      return null;
    }
    double x = value(t.operand(0));
    double y = t.operands().size() > 1 ? value(t.operand(1)) : 0;
    Double result = fold(t.op(), x, y);
    return result == null ? null : t.graph().constant(result);
  }

  private static boolean scalar(Tensor t) {
    return t.op() == Op.CONSTANT && t.shape().equals(Shape.SCALAR);
  }

  private static double value(Tensor t) {
    return t.attributes(Attributes.Constant.class).values()[0];
  }

  private static Double fold(Op op, double x, double y) {
    return switch (op) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> Math.signum(x);
      case FLOOR -> Math.floor(x);
      case ROUND -> Math.rint(x);
      case EXP -> StrictMath.exp(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LOG -> StrictMath.log(x);
      case LOG1P -> StrictMath.log1p(x);
      case SQRT -> Math.sqrt(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TANH -> StrictMath.tanh(x);
      case SIGMOID -> 1 / (1 + StrictMath.exp(-x));
      case RELU -> x > 0 || Double.isNaN(x) ? x : 0.0;
      case STOP_GRADIENT -> x;
      case ADD -> x + y;
      case SUB -> x - y;
      case MUL -> x * y;
      case DIV -> x / y;
      case POW -> StrictMath.pow(x, y);
      case MAX -> Math.max(x, y);
      case MIN -> Math.min(x, y);
      case EQUAL -> x == y ? 1.0 : 0.0;
      case LESS -> x < y ? 1.0 : 0.0;
      case LESS_EQUAL -> x <= y ? 1.0 : 0.0;
      default -> null;
    };
  }
}
