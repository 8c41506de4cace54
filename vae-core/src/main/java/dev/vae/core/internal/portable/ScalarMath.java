package dev.vae.core.internal.portable;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.UnaryFunction;

/** What each function of one or two floats is, bit by bit. */
public final class ScalarMath {
  private ScalarMath() {}

  /** A function of one float. */
  @FunctionalInterface
  interface Unary {
    float at(float x);
  }

  /** The function of that name, to be looked up once for a loop. */
  static Unary of(UnaryFunction f) {
    return switch (f) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> x -> x > 0 ? 1 : x < 0 ? -1 : x;
      case FLOOR -> x -> (float) Math.floor(x);
      case ROUND -> x -> (float) Math.rint(x);
      case EXP -> ScalarExp::exp;
      case EXPM1 -> ScalarExp::expm1;
      case LOG -> ScalarLog::log;
      case LOG1P -> ScalarLog::log1p;
      case SQRT -> x -> (float) Math.sqrt(x);
      case SIN -> ScalarTrig::sin;
      case COS -> ScalarTrig::cos;
      case TANH -> ScalarExp::tanh;
      case SIGMOID -> ScalarExp::sigmoid;
      case SOFTPLUS -> ScalarExp::softplus;
      case RELU -> x -> Math.max(x, 0f);
      case ERF -> ScalarExp::erf;
      case LGAMMA -> ScalarGamma::logGamma;
      case DIGAMMA -> ScalarGamma::digamma;
    };
  }

  /** Returns {@code f(x)}. */
  public static float apply(UnaryFunction f, float x) {
    return of(f).at(x);
  }

  /** Returns {@code f(a, b)}. */
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
