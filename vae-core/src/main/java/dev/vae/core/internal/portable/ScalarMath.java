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
      case EXP -> (float) StrictMath.exp(x);
      case EXPM1 -> (float) StrictMath.expm1(x);
      case LOG -> log(x);
      case LOG1P -> (float) StrictMath.log1p(x);
      case SQRT -> sqrt(x);
      case SIN -> (float) StrictMath.sin(x);
      case COS -> (float) StrictMath.cos(x);
      case TANH -> (float) StrictMath.tanh(x);
      case SIGMOID -> (float) (1 / (1 + StrictMath.exp(-x)));
      case SOFTPLUS -> (float) (Math.max(x, 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
      case RELU -> Math.max(x, 0f);
      case ERF -> ScalarGamma.erf(x);
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
      case POW -> (float) StrictMath.pow(a, b);
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case EQUAL -> a == b ? 1 : 0;
      case LESS -> a < b ? 1 : 0;
      case LESS_EQUAL -> a <= b ? 1 : 0;
    };
  }

  static float log(float x) {
    return (float) StrictMath.log(x);
  }

  static float sqrt(float x) {
    return (float) Math.sqrt(x);
  }
}
