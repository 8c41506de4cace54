package dev.vae.core.internal.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatrixProductTest {
  private final Random random = new Random(11);

  @Test
  void awkwardSizesAndTransposes() {
    int[] rows = {0, 1, 2, 5, 12, 13, 25, 37};
    int[] columns = {0, 1, 7, 8, 16, 17, 31, 32, 33, 67};
    int[] depths = {0, 1, 3, 17, 513};
    for (int m : rows) {
      for (int n : columns) {
        for (int k : depths) {
          int form = random.nextInt(4);
          check(ProductSpec.of(m, n, k, form % 2 == 1, form / 2 == 1));
        }
      }
    }
  }

  @Test
  void manyBlocksOfK() {
    for (int k : new int[] {511, 512, 1024, 1025, 1500}) {
      for (int form = 0; form < 4; form++) {
        check(ProductSpec.of(29, 37, k, form % 2 == 1, form / 2 == 1));
      }
    }
  }

  @Test
  void lastPanelsOfHalfTheWidth() {
    for (int k : new int[] {1, 70, 700}) {
      for (int n : new int[] {16, 48, 80, 400}) {
        for (int form = 0; form < 4; form++) {
          check(ProductSpec.of(28, n, k, form % 2 == 1, form / 2 == 1));
        }
      }
    }
  }

  /** Of a single row, with and without room behind the last row of the matrix. */
  @Test
  void singleRows() {
    for (int k : new int[] {0, 1, 8, 90, 512, 1500}) {
      for (int n : new int[] {2, 15, 16, 20, 70, 400, 5000}) {
        for (int form = 0; form < 4; form++) {
          check(ProductSpec.of(1, n, k, form % 2 == 1, form / 2 == 1));
        }
      }
    }
  }

  /** Of few columns, which are computed transposed where the left operand is stored transposed. */
  @Test
  void narrowResults() {
    for (int k : new int[] {0, 1, 90, 700}) {
      for (int n : new int[] {1, 3, 12, 20, 40}) {
        for (int m : new int[] {48, 203, 2000}) {
          for (int form = 0; form < 4; form++) {
            check(ProductSpec.of(m, n, k, form % 2 == 1, form / 2 == 1));
          }
        }
      }
    }
  }

  /** Of which the left operand is transposed where the right one, stored transposed, is larger. */
  @Test
  void fewRows() {
    for (int k : new int[] {1, 90, 700}) {
      for (int m : new int[] {16, 48, 61}) {
        for (int n : new int[] {399, 1000}) {
          for (int form = 0; form < 4; form++) {
            check(ProductSpec.of(m, n, k, form % 2 == 1, form / 2 == 1));
          }
        }
      }
    }
  }

  @Test
  void manyTasks() {
    for (int form = 0; form < 4; form++) {
      check(ProductSpec.of(211, 305, 97, form % 2 == 1, form / 2 == 1));
    }
  }

  @Test
  void sumsOverVeryManyRowsOfAFewColumns() {
    for (int k : new int[] {3071, 3072, 3073, 6000}) {
      for (int form = 0; form < 4; form++) {
        check(ProductSpec.of(1, 1, k, form % 2 == 1, form / 2 == 1));
        check(ProductSpec.of(16, 43, k, form % 2 == 1, form / 2 == 1));
      }
    }
  }

  /** Of right operands of 8 MB and more, which are laid out strip by strip. */
  @Test
  void rightOperandsThatNoCacheHolds() {
    int[][] sizes = {{29, 37, 57_000}, {17, 300, 7001}, {61, 4099, 530}, {16, 9000, 240}};
    for (int[] size : sizes) {
      for (int form = 0; form < 4; form++) {
        check(ProductSpec.of(size[0], size[1], size[2], form % 2 == 1, form / 2 == 1));
      }
    }
  }

  @Test
  void batchesWithAndWithoutSharedOperands() {
    for (int i = 0; i < 200; i++) {
      check(
          new ProductSpec(
              random.nextInt(6),
              random.nextInt(20),
              random.nextInt(40),
              random.nextInt(30),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean(),
              random.nextBoolean()));
    }
  }

  @Test
  void onlyTheRowOfAnInfinityAndTheColumnOfANanAreTouched() {
    touched(ProductSpec.of(14, 35, 20, false, false));
    touched(ProductSpec.of(14, 35, 20, true, false));
  }

  @Test
  void onlyTheRowOfAnInfinityAndTheColumnOfANanAreTouchedWhereTheProductIsTransposed() {
    ProductSpec spec = ProductSpec.of(200, 5, 90, true, false);
    float[] a = new float[200 * 90];
    float[] b = new float[90 * 5];
    Arrays.fill(b, 1);
    a[4 * 200 + 3] = Float.NEGATIVE_INFINITY;
    b[7 * 5 + 4] = Float.NaN;
    float[] c = Trial.run(Trial.VECTOR.product(spec), a, b, 200 * 5, false);
    for (int i = 0; i < c.length; i++) {
      float expected = i % 5 == 4 ? Float.NaN : i / 5 == 3 ? Float.NEGATIVE_INFINITY : 0;
      assertEquals(expected, c[i]);
    }
  }

  private static void touched(ProductSpec spec) {
    float[] a = new float[14 * 20];
    float[] b = new float[20 * 35];
    Arrays.fill(b, 1);
    a[spec.transposeA() ? 4 * 14 + 3 : 3 * 20 + 4] = Float.POSITIVE_INFINITY;
    b[7 * 35 + 34] = Float.NaN;
    for (Product product :
        new Product[] {Trial.VECTOR.product(spec), Trial.PORTABLE.product(spec)}) {
      float[] c = Trial.run(product, a, b, 14 * 35, false);
      for (int i = 0; i < 14; i++) {
        for (int j = 0; j < 35; j++) {
          float expected = j == 34 ? Float.NaN : i == 3 ? Float.POSITIVE_INFINITY : 0;
          assertEquals(expected, c[i * 35 + j]);
        }
      }
    }
  }

  @Test
  void largeProductsAreSharedOut() {
    assertTrue(Trial.VECTOR.product(ProductSpec.of(128, 400, 784, false, false)).tasks(0) >= 12);
  }

  private void check(ProductSpec s) {
    float[] a = Trial.random(random, (s.sharedA() ? 1 : s.batch()) * s.m() * s.k());
    float[] b = Trial.random(random, (s.sharedB() ? 1 : s.batch()) * s.k() * s.n());
    double[] expected = new double[s.batch() * s.m() * s.n()];
    for (int i = 0; i < expected.length; i++) {
      int item = i / (s.m() * s.n());
      int row = i / s.n() % s.m();
      int column = i % s.n();
      int aOffset = s.sharedA() ? 0 : item * s.m() * s.k();
      int bOffset = s.sharedB() ? 0 : item * s.k() * s.n();
      for (int k = 0; k < s.k(); k++) {
        double left = a[aOffset + (s.transposeA() ? k * s.m() + row : row * s.k() + k)];
        expected[i] +=
            left * b[bOffset + (s.transposeB() ? column * s.k() + k : k * s.n() + column)];
      }
    }
    Trial.check(s.toString(), Trial.VECTOR.product(s), Trial.PORTABLE.product(s), a, b, expected);
  }
}
