package dev.vae.core.internal.portable;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.UnaryFunction;

/** What each function of one or two floats is, bit by bit. */
public final class ScalarMath {
  private ScalarMath() {}

  /** {@code f(x)}. */
  public static float apply(UnaryFunction f, float x) {
    return switch (f) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SIGN -> x > 0 ? 1 : x < 0 ? -1 : x;
      case FLOOR -> (float) Math.floor(x);
      case ROUND -> (float) Math.rint(x);
      case EXP -> ScalarExp.exp(x);
      case EXPM1 -> ScalarExp.expm1(x);
      case LOG -> ScalarLog.log(x);
      case LOG1P -> ScalarLog.log1p(x);
      case SQRT -> (float) Math.sqrt(x);
      case SIN -> ScalarTrig.sin(x);
      case COS -> ScalarTrig.cos(x);
      case TANH -> ScalarExp.tanh(x);
      case SIGMOID -> ScalarExp.sigmoid(x);
      case SOFTPLUS -> ScalarExp.softplus(x);
      case RELU -> Math.max(x, 0f);
      case ERF -> ScalarExp.erf(x);
      case LGAMMA -> ScalarGamma.logGamma(x);
      case DIGAMMA -> ScalarGamma.digamma(x);
    };
  }

  /** {@code f(a, b)}. */
  public static float apply(BinaryFunction f, float a, float b) {
    return switch (f) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case POW -> ScalarPower.pow(a, b);
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_EQUAL -> a <= b ? 1 : 0;
    };
  }
}
