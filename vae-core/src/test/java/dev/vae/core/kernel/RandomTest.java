package dev.vae.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random numbers: where they come from and how they are distributed. Seeds are fixed; limits are
 * four standard errors, or a level of 1 in 1000, so a generator that is right passes for most
 * seeds.
 */
class RandomTest {
  private static final int N = 1 << 20;
  private static final RandomKey KEY = new RandomKey(20, 3, 7);
  private final Kernels kernels = KernelSelector.get();

  private float[] normal(RandomKey key, long firstRow, int rows, int from, int width) {
    float[] y = new float[rows * width];
    kernels.normal(key, firstRow, rows, from, width, y, 0);
    return y;
  }

  private float[] uniform(RandomKey key, long firstRow, int rows, int from, int width) {
    float[] y = new float[rows * width];
    kernels.uniform(key, firstRow, rows, from, width, y, 0);
    return y;
  }

  @ParameterizedTest
  @MethodSource("dev.vae.core.kernel.KernelsTest#kernels")
  void dependsOnRowAndPositionAlone(Kernels any) {
    float[] whole = new float[40 * 57];
    any.normal(KEY, 100, 40, 0, 57, whole, 0);
    for (int from : new int[] {0, 1, 2, 3, 4, 7, 55}) {
      for (int width : new int[] {0, 1, 2, 5, 57}) {
        int w = Math.min(width, 57 - from);
        float[] part = new float[3 * w + 2];
        any.normal(KEY, 111, 3, from, w, part, 1);
        for (int r = 0; r < 3; r++) {
          for (int j = 0; j < w; j++) {
            assertEquals(whole[(11 + r) * 57 + from + j], part[1 + r * w + j]);
          }
        }
        assertEquals(0, part[0]);
        assertEquals(0, part[part.length - 1]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dev.vae.core.kernel.KernelsTest#kernels")
  void rowsOfAnyNumbersHaveTheNumbersOfTheseRows(Kernels any) {
    long[] numbers = new java.util.Random(4).longs(41).toArray();
    numbers[9] = numbers[3];
    for (int width : new int[] {1, 3, 8, 57, 300}) {
      float[] normal = new float[40 * width];
      float[] uniform = new float[40 * width];
      any.normal(KEY, numbers, 1, 40, 6, width, normal, 0);
      any.uniform(KEY, numbers, 1, 40, 6, width, uniform, 0);
      for (int r = 0; r < 40; r++) {
        float[] one = new float[width];
        any.normal(KEY, numbers[1 + r], 1, 6, width, one, 0);
        assertArrayEquals(one, Arrays.copyOfRange(normal, r * width, (r + 1) * width));
        any.uniform(KEY, numbers[1 + r], 1, 6, width, one, 0);
        assertArrayEquals(one, Arrays.copyOfRange(uniform, r * width, (r + 1) * width));
      }
    }
  }

  @Test
  void everyBitOfKeyAndPlaceMatters() {
    float[] base = uniform(KEY, 5, 1, 0, 64);
    for (int bit = 0; bit < 64; bit++) {
      long flip = 1L << bit;
      apart(base, uniform(new RandomKey(20 ^ flip, 3, 7), 5, 1, 0, 64));
      apart(base, uniform(new RandomKey(20, 3 ^ flip, 7), 5, 1, 0, 64));
      apart(base, uniform(KEY, 5 ^ flip, 1, 0, 64));
      if (bit < 32) {
        apart(base, uniform(new RandomKey(20, 3, 7 ^ (int) flip), 5, 1, 0, 64));
      }
      if (bit >= 6 && bit < 31) {
        apart(base, uniform(KEY, 5, 1, (int) flip - (bit == 30 ? 64 : 0), 64));
      }
    }
  }

  private static void apart(float[] a, float[] b) {
    int equal = 0;
    for (int i = 0; i < a.length; i++) {
      equal += a[i] == b[i] ? 1 : 0;
    }
    assertEquals(0, equal);
  }

  @Test
  void uniformDistribution() {
    float[] u = uniform(KEY, 0, 1024, 3, N / 1024);
    double sum = 0;
    double squares = 0;
    for (float x : u) {
      assertTrue(x > 0 && x < 1);
      sum += x;
      squares += (x - 0.5) * (x - 0.5);
    }
    assertEquals(0.5, sum / N, 4 * Math.sqrt(1.0 / 12 / N));
    assertEquals(1.0 / 12, squares / N, 4 * Math.sqrt(1.0 / 180 / N));
    Arrays.sort(u);
    double distance = 0;
    for (int i = 0; i < N; i++) {
      distance = Math.max(distance, Math.max(u[i] - (double) i / N, (i + 1.0) / N - u[i]));
    }
    assertTrue(distance < 1.95 / Math.sqrt(N), "Kolmogorov-Smirnov distance " + distance);
  }

  @Test
  void normalMoments() {
    float[] z = normal(KEY, 0, 1024, 1, N / 1024);
    double[] moments = new double[5];
    for (float x : z) {
      double power = 1;
      for (int k = 1; k <= 4; k++) {
        power *= x;
        moments[k] += power / N;
      }
    }
    assertEquals(0, moments[1], 4 * Math.sqrt(1.0 / N));
    assertEquals(1, moments[2], 4 * Math.sqrt(2.0 / N));
    assertEquals(0, moments[3], 4 * Math.sqrt(15.0 / N));
    assertEquals(3, moments[4], 4 * Math.sqrt(96.0 / N));
  }

  @Test
  void normalDistribution() {
    float[] z = normal(KEY, 0, 128, 0, 1023);
    Arrays.sort(z);
    double distance = 0;
    for (int i = 0; i < z.length; i++) {
      double p = 0.5 + 0.5 * Numbers.reference(UnaryFunction.ERF, z[i] / Math.sqrt(2));
      distance = Math.max(distance, Math.max(p - (double) i / z.length, (i + 1.0) / z.length - p));
    }
    assertTrue(distance < 1.95 / Math.sqrt(z.length), "Kolmogorov-Smirnov distance " + distance);
  }

  @Test
  void normalTails() {
    double[] limits = {2, 3, 4, 4.5};
    double[] beyond = {0.0455002639, 0.0026997961, 6.33425e-5, 6.79535e-6};
    int[] counts = new int[limits.length];
    float largest = 0;
    int rounds = 8;
    for (int t = 0; t < rounds; t++) {
      for (float x : normal(new RandomKey(1, t, 2), 0, 1, 0, N)) {
        largest = Math.max(largest, Math.abs(x));
        for (int i = 0; i < limits.length; i++) {
          counts[i] += Math.abs(x) > limits[i] ? 1 : 0;
        }
      }
    }
    for (int i = 0; i < limits.length; i++) {
      double expected = beyond[i] * rounds * N;
      assertEquals(expected, counts[i], 4 * Math.sqrt(expected), "beyond " + limits[i]);
    }
    assertTrue(largest > 4.9 && largest < 6.7, "largest " + largest);
  }

  static Stream<Arguments> neighbours() {
    return Stream.of(
        Arguments.of("seeds", new RandomKey(21, 3, 7), 0L, 0),
        Arguments.of("high halves of seeds", new RandomKey(20 + (1L << 32), 3, 7), 0L, 0),
        Arguments.of("steps", new RandomKey(20, 4, 7), 0L, 0),
        Arguments.of("streams", new RandomKey(20, 3, 8), 0L, 0),
        Arguments.of("seed and step swapped", new RandomKey(3, 20, 7), 0L, 0),
        Arguments.of("rows", KEY, 1L, 0),
        Arguments.of("distant rows", KEY, 1L << 32, 0),
        Arguments.of("the two of a pair", KEY, 0L, 1),
        Arguments.of("the pairs of a block", KEY, 0L, 2),
        Arguments.of("across pairs", KEY, 0L, 3),
        Arguments.of("blocks", KEY, 0L, 4));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("neighbours")
  void neighboursAreIndependent(String name, RandomKey key, long row, int position) {
    float[] a = normal(KEY, 0, 256, 0, 1000);
    float[] b = normal(key, row, 256, position, 1000);
    assertNotEquals(a[0], b[0]);
    assertUncorrelated(a, b, false);
    assertUncorrelated(a, b, true);
  }

  /** Correlation of the numbers, or of their squares, which shows a radius in common. */
  private static void assertUncorrelated(float[] a, float[] b, boolean squares) {
    double ab = 0;
    for (int i = 0; i < a.length; i++) {
      double x = squares ? (a[i] * (double) a[i] - 1) / Math.sqrt(2) : a[i];
      double y = squares ? (b[i] * (double) b[i] - 1) / Math.sqrt(2) : b[i];
      ab += x * y;
    }
    assertEquals(0, ab / a.length, 4 / Math.sqrt(a.length), squares ? "squares" : "numbers");
  }

  @Test
  void pairsOfUniformsFillTheSquareEvenly() {
    float[] u = uniform(KEY, 0, 1, 0, N + 1);
    int[] cells = new int[64 * 64];
    for (int i = 0; i < N; i++) {
      cells[(int) (u[i] * 64) * 64 + (int) (u[i + 1] * 64)]++;
    }
    double expected = (double) N / cells.length;
    double chiSquare = 0;
    for (int cell : cells) {
      chiSquare += (cell - expected) * (cell - expected) / expected;
    }
    double freedom = cells.length - 1;
    assertEquals(freedom, chiSquare, 4 * Math.sqrt(2 * freedom));
  }

  @Test
  void uniformAndNormalOfOneKeyAreApart() {
    float[] u = uniform(KEY, 0, 256, 0, 1000);
    for (int i = 0; i < u.length; i++) {
      u[i] = (u[i] - 0.5f) * (float) Math.sqrt(12);
    }
    assertUncorrelated(u, normal(KEY, 0, 256, 0, 1000), false);
  }
}
