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

  public static void run(UnaryFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
    switch (f) {
      case NEG -> neg(x, xOffset, y, yOffset, n);
      case ABS -> abs(x, xOffset, y, yOffset, n);
      case SIGN -> sign(x, xOffset, y, yOffset, n);
      case FLOOR -> floor(x, xOffset, y, yOffset, n);
      case ROUND -> round(x, xOffset, y, yOffset, n);
      case EXP -> ExpLoops.exp(x, xOffset, y, yOffset, n);
      case EXPM1 -> ExpLoops.expm1(x, xOffset, y, yOffset, n);
      case LOG -> LogLoops.log(x, xOffset, y, yOffset, n);
      case LOG1P -> LogLoops.log1p(x, xOffset, y, yOffset, n);
      case SQRT -> sqrt(x, xOffset, y, yOffset, n);
      case SIN -> TrigLoops.sin(x, xOffset, y, yOffset, n, 0);
      case COS -> TrigLoops.sin(x, xOffset, y, yOffset, n, 1);
      case TANH -> SigmoidLoops.tanh(x, xOffset, y, yOffset, n);
      case SIGMOID -> SigmoidLoops.sigmoid(x, xOffset, y, yOffset, n);
      case SOFTPLUS -> SigmoidLoops.softplus(x, xOffset, y, yOffset, n);
      case RELU -> relu(x, xOffset, y, yOffset, n);
      case ERF -> SigmoidLoops.erf(x, xOffset, y, yOffset, n);
      case LGAMMA -> GammaLoops.logGamma(x, xOffset, y, yOffset, n);
      case DIGAMMA -> GammaLoops.digamma(x, xOffset, y, yOffset, n);
    }
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
