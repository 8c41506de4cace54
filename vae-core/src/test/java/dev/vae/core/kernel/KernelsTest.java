package dev.vae.core.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kernel of every provider against double precision. */
class KernelsTest {
  private static final int[] LENGTHS = {0, 1, 13, 15, 16, 17, 207, 2046};

  static Stream<Kernels> kernels() {
    return KernelSelector.available().entrySet().stream()
        .filter(e -> e.getValue().equals(Optional.empty()))
        .map(e -> KernelSelector.byName(e.getKey()));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void unaryWithinTwoUlp(Kernels kernels) {
    float[] x = Numbers.sample(19_997);
    float[] y = new float[x.length];
    for (UnaryFunction f : UnaryFunction.values()) {
      kernels.apply(f, x, 0, y, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        double exact = Numbers.reference(f, x[i]);
        float expected = (float) exact;
        if (gammaWithZeros(f, x[i], exact)) {
          double tolerance = 2 * Math.ulp(expected) + 3e-14 * (1 + Math.abs(x[i]));
          assertEquals(exact, y[i], tolerance, f + "(" + x[i] + ")");
          continue;
        }
        long steps = Numbers.steps(expected, y[i]);
        if (steps > 2) {
          assertEquals(expected, y[i], f + "(" + x[i] + ") is " + steps + " floats off");
        }
      }
    }
  }

  /** Where a difference of large numbers leaves kernels and reference an absolute accuracy only. */
  private static boolean gammaWithZeros(UnaryFunction f, float x, double exact) {
    boolean gamma = f == UnaryFunction.LGAMMA || f == UnaryFunction.DIGAMMA;
    return gamma && Double.isFinite(exact) && (x < 0 || Math.abs(exact) < 1e-6);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void binaryOverAllPairsOfEdges(Kernels kernels) {
    float[] edges = Numbers.EDGES;
    int n = edges.length * edges.length;
    float[] a = new float[n];
    float[] b = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = edges[i / edges.length];
      b[i] = edges[i % edges.length];
    }
    check(kernels, a, b);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void binaryOverRandomNumbers(Kernels kernels) {
    Random random = new Random(7);
    int n = 20_011;
    float[] a = new float[n];
    float[] b = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = i % 2 == 0 ? random.nextFloat() * 3 : Float.intBitsToFloat(random.nextInt());
      b[i] = i % 3 == 0 ? random.nextInt(9) - 4 : (float) random.nextGaussian() * 30;
    }
    check(kernels, a, b);
  }

  private static void check(Kernels kernels, float[] a, float[] b) {
    int n = a.length;
    float[] y = new float[n];
    float[] left = new float[13];
    float[] right = new float[13];
    for (BinaryFunction f : BinaryFunction.values()) {
      kernels.apply(f, a, 0, b, 0, y, 0, n);
      for (int i = 0; i < n; i++) {
        float expected = (float) Numbers.reference(f, a[i], b[i]);
        long steps = Numbers.steps(expected, y[i]);
        int limit = f == BinaryFunction.POW ? 1 : 0;
        assertTrue(steps <= limit, f + "(" + a[i] + ", " + b[i] + ") is " + y[i]);
      }
      for (int i = 0; i + 13 <= n; i += 41) {
        kernels.apply(f, a, i, b[i], left, 0, 13);
        kernels.apply(f, a[i], b, i, right, 0, 13);
        for (int j = 0; j < 13; j++) {
          float one = (float) Numbers.reference(f, a[i + j], b[i]);
          float other = (float) Numbers.reference(f, a[i], b[i + j]);
          int limit = f == BinaryFunction.POW ? 1 : 0;
          assertTrue(Numbers.steps(one, left[j]) <= limit, f + " with a number on the right");
          assertTrue(Numbers.steps(other, right[j]) <= limit, f + " with a number on the left");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void lengthsOffsetsAndNeighbours(Kernels kernels) {
    float[] numbers = Numbers.sample(1_000_003);
    for (UnaryFunction f : UnaryFunction.values()) {
      for (int n : LENGTHS) {
        float[] inPlace = Arrays.copyOfRange(numbers, 5, 5 + n + 7);
        float[] apart = new float[n + 9];
        Arrays.fill(apart, 77);
        kernels.apply(f, inPlace, 3, apart, 5, n);
        float[] before = inPlace.clone();
        kernels.apply(f, inPlace, 3, inPlace, 3, n);
        for (int i = 0; i < n; i++) {
          float expected = (float) Numbers.reference(f, before[3 + i]);
          long steps = Numbers.steps(expected, apart[5 + i]);
          boolean gamma = f == UnaryFunction.LGAMMA || f == UnaryFunction.DIGAMMA;
          assertTrue(steps <= 2 || gamma, f + "(" + before[3 + i] + ") is " + apart[5 + i]);
          assertEquals(apart[5 + i], inPlace[3 + i], f + " in place");
        }
        for (int i = 0; i < apart.length; i++) {
          assertTrue(i >= 5 && i < 5 + n || apart[i] == 77, f + " wrote outside");
        }
        assertEquals(before[2], inPlace[2], f + " wrote outside");
        assertEquals(before[3 + n], inPlace[3 + n], f + " wrote outside");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsAndNumbersApart(Kernels kernels) {
    float[] x = new float[700];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    for (int width = 1; width < 40; width++) {
      for (int rows : new int[] {0, 1, 2, 9, 16}) {
        for (int apart : new int[] {-3, 0, 1, width, width + 1}) {
          int from = apart < 0 ? 60 : x.length - Math.max(0, rows - 1) * apart - width;
          float[] copied = new float[rows * width + 5];
          float[] repeated = new float[copied.length];
          Arrays.fill(copied, -1);
          Arrays.fill(repeated, -1);
          kernels.copyRows(x, from, apart, width, copied, 2, rows);
          kernels.repeatNumbers(x, from, apart, width, repeated, 2, rows);
          for (int i = 0; i < copied.length; i++) {
            boolean inside = i >= 2 && i < 2 + rows * width;
            int first = from + (i - 2) / width * apart;
            assertEquals(inside ? x[first + (i - 2) % width] : -1, copied[i]);
            assertEquals(inside ? x[first] : -1, repeated[i]);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void meanSquares(Kernels kernels) {
    Random random = new Random(4);
    int stride = 150;
    float[] values = new float[4 * stride];
    float[] there = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      there[i] = random.nextInt(3) == 0 ? 0 : 1;
      values[i] = there[i] * (i < 2 * stride ? random.nextInt(3) : (float) random.nextGaussian());
    }
    float[] row = {1, Float.NaN, 0.3f, -2};
    float[] y = new float[148];
    for (int n : new int[] {0, 16, 80, 144}) {
      Arrays.fill(y, -1);
      kernels.meanSquares(row, new int[] {3, 2, 0}, 2, 2, values, there, stride, 5, n, y, 3);
      for (int i = 0; i < n; i++) {
        double sum = 0;
        double both = 0;
        for (int c : new int[] {0, 2, 3}) {
          int at = c * stride + 5 + i;
          double apart = (double) row[c] - values[at];
          sum += there[at] * (c == 0 ? (apart == 0 ? 0 : 2) : apart * apart);
          both += there[at];
        }
        assertEquals(sum / both, y[3 + i], 1e-6 * Math.abs(sum));
      }
      assertEquals(-1, y[2]);
      assertEquals(-1, y[3 + n]);
    }
    int[] none = {};
    kernels.meanSquares(row, none, 0, 2, values, there, stride, 0, 16, y, 0);
    assertTrue(Float.isNaN(y[7]));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void whereAndMultiplyAdd(Kernels kernels) {
    Random random = new Random(3);
    for (int n : LENGTHS) {
      float[] a = new float[n + 2];
      float[] b = new float[n + 2];
      float[] c = new float[n + 2];
      float[] y = new float[n + 3];
      for (int i = 0; i < n + 2; i++) {
        a[i] = (float) random.nextGaussian();
        b[i] = (float) random.nextGaussian();
        c[i] = new float[] {0, -0f, 1, Float.NaN, 0.5f}[random.nextInt(5)];
      }
      kernels.where(c, 1, a, 2, b, 1, y, 2, n);
      for (int i = 0; i < n; i++) {
        assertEquals(c[1 + i] != 0 ? a[2 + i] : b[1 + i], y[2 + i]);
      }
      kernels.multiplyAdd(a, 1, b, 2, c, 1, y, 2, n);
      for (int i = 0; i < n; i++) {
        assertEquals(Math.fma(a[1 + i], b[2 + i], c[1 + i]), y[2 + i]);
      }
    }
  }

  private static void oneAfterTheOther(
      Kernels kernels,
      PairFunction f,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n) {
    BinaryFunction first =
        switch (f) {
          case ADD_ADD -> BinaryFunction.ADD;
          case SUB_MUL -> BinaryFunction.SUB;
          case MUL_MUL, MUL_SUB -> BinaryFunction.MUL;
        };
    float[] between = new float[n];
    kernels.apply(first, a, aOffset, b, bOffset, between, 0, n);
    switch (f) {
      case ADD_ADD -> kernels.apply(BinaryFunction.ADD, between, 0, c, cOffset, y, yOffset, n);
      case MUL_MUL, SUB_MUL ->
          kernels.apply(BinaryFunction.MUL, between, 0, c, cOffset, y, yOffset, n);
      case MUL_SUB -> kernels.apply(BinaryFunction.SUB, c, cOffset, between, 0, y, yOffset, n);
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void pairsAreOneAfterTheOther(Kernels kernels) {
    Random random = new Random(4);
    for (int n : LENGTHS) {
      float[] x = new float[4 * n + 3];
      float[] z = new float[n + 2];
      for (int i = 0; i < x.length; i++) {
        boolean edge = random.nextInt(3) == 0;
        x[i] = edge ? Numbers.EDGES[random.nextInt(Numbers.EDGES.length)] : random.nextFloat() - 1;
        z[i % z.length] = random.nextInt(4) == 0 ? -x[i] : random.nextFloat();
      }
      float[] y = new float[n + 2];
      float[] expected = new float[n + 2];
      kernels.apply(BinaryFunction.ADD, x, 3, z, 2, expected, 1, n);
      kernels.apply(UnaryFunction.RELU, expected, 1, expected, 1, n);
      kernels.addRelu(x, 3, z, 2, y, 1, n);
      assertArrayEquals(expected, y);
      for (PairFunction f : PairFunction.values()) {
        oneAfterTheOther(kernels, f, x, 3, z, 2, x, 2 * n + 1, expected, 1, n);
        kernels.apply(f, x, 3, z, 2, x, 2 * n + 1, y, 1, n);
        assertArrayEquals(expected, y, f.name());
      }
      float[] mask = new float[n + 1];
      kernels.apply(BinaryFunction.LESS, 0, x, 3, mask, 1, n);
      kernels.where(mask, 1, z, 2, new float[n], 0, expected, 1, n);
      kernels.wherePositive(x, 3, z, 2, y, 1, n);
      assertArrayEquals(expected, y);
      float[] half = new float[2 * n];
      kernels.apply(BinaryFunction.ADD, x, 3, x, 3 + 2 * n, half, 0, 2 * n);
      kernels.apply(BinaryFunction.ADD, half, 0, half, n, expected, 1, n);
      kernels.addQuarters(x, 3, y, 1, n);
      assertArrayEquals(expected, y);
      kernels.addQuarters(x, 3, x, 3, n);
      assertArrayEquals(Arrays.copyOfRange(y, 1, n + 1), Arrays.copyOfRange(x, 3, n + 3));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void sumInTheOneOrder(Kernels kernels) {
    Random random = new Random(4);
    for (int n : LENGTHS) {
      float[] x = new float[n + 3];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8)));
      }
      float[] lanes = new float[16];
      for (int i = 0; i < n; i++) {
        lanes[i % 16] += x[3 + i];
      }
      for (int half : new int[] {8, 4, 2, 1}) {
        for (int l = 0; l < half; l++) {
          lanes[l] = lanes[l] + lanes[l + half];
        }
      }
      assertEquals(lanes[0], kernels.sum(x, 3, n));
    }
    assertEquals(0f, kernels.sum(new float[] {-0f, -0f}, 0, 2));
    float[] cancels = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    assertEquals(Float.NaN, kernels.sum(cancels, 0, 2));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void rowsAreReducedToTheSameBitsAsEachAlone(Kernels kernels) {
    float[] special = {-0f, 0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    Random random = new Random(6);
    for (int width = 1; width <= 34; width++) {
      for (int oneIn : new int[] {2, 1000}) {
        int rows = 300;
        float[] x = new float[width * rows + 3];
        for (int i = 0; i < x.length; i++) {
          x[i] =
              random.nextInt(oneIn) == 0
                  ? special[random.nextInt(random.nextInt(20) == 0 ? special.length : 2)]
                  : (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8)));
        }
        float[] sums = new float[rows + 2];
        float[] largest = new float[rows + 2];
        kernels.sumRows(x, 3, width, sums, 2, rows);
        kernels.maxRows(x, 3, width, largest, 2, rows);
        for (int r = 0; r < rows; r++) {
          assertBits(kernels.sum(x, 3 + r * width, width), sums[2 + r], width);
          assertBits(kernels.max(x, 3 + r * width, width), largest[2 + r], width);
        }
      }
    }
  }

  /** NaN is NaN, whatever its bits. */
  private static void assertBits(float expected, float actual, int width) {
    assertEquals(
        Float.floatToIntBits(expected), Float.floatToIntBits(actual), () -> "width " + width);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void maxOfAll(Kernels kernels) {
    Random random = new Random(5);
    for (int n : LENGTHS) {
      float[] x = new float[n + 3];
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian() - 10;
      }
      float expected = Float.NEGATIVE_INFINITY;
      for (int i = 3; i < x.length; i++) {
        expected = Math.max(expected, x[i]);
      }
      assertEquals(expected, kernels.max(x, 3, n));
      if (n > 0) {
        x[3 + random.nextInt(n)] = Float.NaN;
        assertEquals(Float.NaN, kernels.max(x, 3, n));
      }
    }
    float[] zeros = new float[40];
    Arrays.fill(zeros, -0f);
    assertEquals(-0f, kernels.max(zeros, 0, 40));
    zeros[29] = 0f;
    assertEquals(0f, kernels.max(zeros, 0, 40));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void adamFollowsItsFormula(Kernels kernels) {
    Random random = new Random(6);
    for (int n : LENGTHS) {
      float[][] s = new float[4][n + 1];
      double[][] d = new double[3][n + 1];
      for (int t = 1; t <= 3; t++) {
        double scale = 1 / Math.sqrt(1 - Math.pow(0.999f, t));
        double rate = 1e-3 / (1 - Math.pow(0.9f, t));
        for (int i = 0; i < n; i++) {
          s[3][1 + i] = (float) random.nextGaussian();
          double g = s[3][1 + i];
          d[1][i] = 0.9f * d[1][i] + (1 - 0.9f) * g;
          d[2][i] = 0.999f * d[2][i] + (1 - 0.999f) * g * g;
          d[0][i] -= rate * d[1][i] / (Math.sqrt(d[2][i]) * scale + 1e-8);
        }
        kernels.adam(
            s[0],
            1,
            s[1],
            1,
            s[2],
            1,
            s[3],
            1,
            n,
            new Kernels.AdamStep(0.9f, 0.999f, (float) rate, (float) scale, 1e-8f));
      }
      for (int i = 0; i < n; i++) {
        assertEquals(d[0][i], s[0][1 + i], 1e-8, "weight");
        assertEquals(d[1][i], s[1][1 + i], 1e-6, "mean");
        assertEquals(d[2][i], s[2][1 + i], 1e-7, "square");
      }
    }
  }
}
