package dev.vae.core.internal.portable;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.Winograd;

/** Products and convolutions as {@link Product} and {@link ConvolutionSpec} define them. */
final class PortableProducts {
  private PortableProducts() {}

  /** Returns a matrix product. */
  public static Product product(ProductSpec s) {
    int m = s.m();
    int n = s.n();
    int depth = s.k();
    int items = s.sharedB() ? Math.min(1, s.batch()) : s.batch();
    int transposed = s.transposeB() ? items * depth * n : 0;
    return new RowProduct(s.batch() * m, n, transposed, depth, s.transposeA() ? m : 1, n) {
      @Override
      int segments(int row) {
        return 1;
      }

      @Override
      int left(int row, int segment) {
        int item = s.sharedA() ? 0 : row / m;
        return item * m * depth + row % m * (s.transposeA() ? 1 : depth);
      }

      @Override
      int right(int row, int segment) {
        return (s.sharedB() ? 0 : row / m) * depth * n;
      }

      @Override
      void turn(float[] b, int bOffset, float[] to, int toOffset) {
        for (int item = 0; item < items; item++) {
          for (int k = 0; k < depth; k++) {
            for (int j = 0; j < n; j++) {
              to[toOffset + (item * depth + k) * n + j] = b[bOffset + (item * n + j) * depth + k];
            }
          }
        }
      }
    };
  }

  /** Returns a convolution. */
  public static Product convolution(ConvolutionSpec s) {
    return Winograd.suits(s) ? new PortableWinograd(s) : plain(s);
  }

  /** A convolution as the sum it stands for. */
  static Product plain(ConvolutionSpec s) {
    return switch (s.kind()) {
      case FORWARD -> PortableConvolutions.forward(s);
      case TRANSPOSE -> PortableConvolutions.transpose(s);
      case WEIGHT -> PortableConvolutions.weight(s);
    };
  }
}
