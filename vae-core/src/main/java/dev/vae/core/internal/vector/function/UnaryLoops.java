package dev.vae.core.internal.vector.function;

import static dev.vae.core.internal.vector.lanes.Lanes.LENGTH;
import static dev.vae.core.internal.vector.lanes.Lanes.SPECIES;
import static jdk.incubator.vector.VectorOperators.*;

import dev.vae.core.kernel.UnaryFunction;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/** Which loop computes which function of one float, over whole vectors; and the simple ones. */
public final class UnaryLoops {
  /** Adding and taking away the first float that has no fraction rounds what is below it. */
  private static final float NO_FRACTION = 0x1p23f;

  private UnaryLoops() {}

  /** A loop over whole vectors. */
  private interface Loop {
    void run(float[] x, int xOffset, float[] y, int yOffset, int n);
  }

  private static final Loop[] LOOPS = new Loop[UnaryFunction.values().length];

  /**
   * Runs a function by a call that the compiler cannot see through once there are some. By a switch
   * it took all loops that a program uses into one piece of code, and beyond some size of that Java
   * 17 makes objects of vectors: which loop was slow hung on what else the program had done.
   */
  public static void run(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
    Loop loop = LOOPS[f.ordinal()];
    if (loop == null) {
      loop = loop(f);
      LOOPS[f.ordinal()] = loop;
    }
    loop.run(x, xOffset, y, yOffset, n);
  }

  private static Loop loop(UnaryFunction f) {
    return switch (f) {
      case NEG -> UnaryLoops::neg;
      case ABS -> UnaryLoops::abs;
      case SIGN -> UnaryLoops::sign;
      case FLOOR -> UnaryLoops::floor;
      case ROUND -> UnaryLoops::round;
      case EXP -> ExpLoops::exp;
      case EXPM1 -> ExpLoops::expm1;
      case LOG -> LogLoops::log;
      case LOG1P -> LogLoops::log1p;
      case SQRT -> UnaryLoops::sqrt;
      case SIN -> (x, xOffset, y, yOffset, n) -> TrigLoops.sin(x, xOffset, y, yOffset, n, 0);
      case COS -> (x, xOffset, y, yOffset, n) -> TrigLoops.sin(x, xOffset, y, yOffset, n, 1);
      case TANH -> SigmoidLoops::tanh;
      case SIGMOID -> SigmoidLoops::sigmoid;
      case SOFTPLUS -> SigmoidLoops::softplus;
      case RELU -> UnaryLoops::relu;
      case ERF -> SigmoidLoops::erf;
      case LGAMMA -> GammaLoops::logGamma;
      case DIGAMMA -> GammaLoops::digamma;
    };
  }

  private static void neg(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xOffset + i).lanewise(NEG).intoArray(y, yOffset + i);
    }
  }

  private static void abs(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xOffset + i).lanewise(ABS).intoArray(y, yOffset + i);
    }
  }

  private static void sqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector.fromArray(SPECIES, x, xOffset + i).lanewise(SQRT).intoArray(y, yOffset + i);
    }
  }

  private static void sign(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
      v.blend(1, v.compare(GT, 0)).blend(-1, v.compare(LT, 0)).intoArray(y, yOffset + i);
    }
  }

  private static void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
      v.blend(0, v.compare(LE, 0)).intoArray(y, yOffset + i);
    }
  }

  private static void round(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
      FloatVector size = v.lanewise(ABS);
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      IntVector nearest = size.add(NO_FRACTION).sub(NO_FRACTION).reinterpretAsInts().or(sign);
      v.blend(nearest.reinterpretAsFloats(), size.compare(LT, NO_FRACTION))
          .intoArray(y, yOffset + i);
    }
  }

  private static void floor(float[] x, int xOffset, float[] y, int yOffset, int n) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
      FloatVector size = v.lanewise(ABS);
      IntVector sign = v.reinterpretAsInts().and(Integer.MIN_VALUE);
      IntVector bits = size.add(NO_FRACTION).sub(NO_FRACTION).reinterpretAsInts().or(sign);
      FloatVector nearest = bits.reinterpretAsFloats();
      FloatVector floor = nearest.blend(nearest.sub(1), nearest.compare(GT, v));
      v.blend(floor, size.compare(LT, NO_FRACTION)).intoArray(y, yOffset + i);
    }
  }
}
