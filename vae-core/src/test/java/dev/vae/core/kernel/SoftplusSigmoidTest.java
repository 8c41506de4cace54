package dev.vae.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Exponentials of moderate numbers are made in fewer steps: nobody may be able to tell. */
class SoftplusSigmoidTest {
  private static final Kernels VECTOR = KernelSelector.byName("vector");
  private static final Kernels PORTABLE = KernelSelector.byName("portable");

  @Test
  void oneNumberOfManyIsFarOrNone() {
    Random random = new Random(3);
    float[] numbers = {0, -0f, 85.9f, 86, -86, Math.nextUp(86f), -86.1f, 88, -95, 104, -1e30f};
    for (float[] far : new float[][] {numbers, Numbers.EDGES}) {
      for (float one : far) {
        for (int n : new int[] {1, 16, 63, 1024, 1500}) {
          float[] x = new float[n];
          for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian() * 20;
          }
          x[random.nextInt(n)] = one;
          check(x, "with " + one);
        }
      }
    }
  }

  @Test
  void everyExponentAroundTheLimit() {
    float[] x = new float[1024];
    for (float from = 85; from < 105; from += 0.5f) {
      for (int i = 0; i < x.length; i++) {
        x[i] = (from + i / 2048f) * (i % 2 == 0 ? 1 : -1);
      }
      check(x, "from " + from);
    }
  }

  private static void check(float[] x, String what) {
    int n = x.length;
    float[] plus = new float[n];
    float[] sigmoid = x.clone();
    VECTOR.softplusSigmoid(sigmoid, 0, plus, 0, sigmoid, 0, n);
    same(x, UnaryFunction.SOFTPLUS, plus, what);
    same(x, UnaryFunction.SIGMOID, sigmoid, what);
    for (UnaryFunction f : new UnaryFunction[] {UnaryFunction.SOFTPLUS, UnaryFunction.SIGMOID}) {
      float[] y = new float[n];
      VECTOR.apply(f, x, 0, y, 0, n);
      same(x, f, y, what);
    }
  }

  private static void same(float[] x, UnaryFunction f, float[] y, String what) {
    float[] expected = new float[x.length];
    PORTABLE.apply(f, x, 0, expected, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      assertEquals(
          Float.floatToIntBits(expected[i]), Float.floatToIntBits(y[i]), () -> f + " " + what);
    }
  }
}
