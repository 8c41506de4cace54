package dev.vae.core.internal.portable;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;

/** Products and convolutions as {@link Product} and {@link ConvolutionSpec} define them. */
public final class PortableProducts {
  private PortableProducts() {}

  /** A matrix product; a task is one row of the output. */
  public static Product product(ProductSpec s) {
    return new Rows(s.batch() * s.m(), s.n()) {
      @Override
      float element(int row, int j, Buffers x) {
        int batch = row / s.m();
        int i = row % s.m();
        int a = x.aAt + (s.sharedA() ? 0 : batch * s.m() * s.k());
        int b = x.bAt + (s.sharedB() ? 0 : batch * s.k() * s.n());
        Chain chain = new Chain();
        for (int k = 0; k < s.k(); k++) {
          chain.add(
              x.a[a + (s.transposeA() ? k * s.m() + i : i * s.k() + k)],
              x.b[b + (s.transposeB() ? j * s.k() + k : k * s.n() + j)]);
        }
        return chain.result();
      }
    };
  }

  /** A convolution; a task is one row of the result's innermost axis. */
  public static Product convolution(ConvolutionSpec s) {
    return switch (s.kind()) {
      case FORWARD -> forward(s);
      case TRANSPOSE -> transpose(s);
      case WEIGHT -> weight(s);
    };
  }

  private static Product forward(ConvolutionSpec s) {
    int inGroup = s.channels() / s.groups();
    int outGroup = s.outputs() / s.groups();
    return new Rows(s.images() * s.outputHeight() * s.outputWidth(), s.outputs()) {
      @Override
      float element(int row, int o, Buffers x) {
        int image = row / (s.outputHeight() * s.outputWidth());
        int top = row / s.outputWidth() % s.outputHeight() * s.strideHeight() - s.padTop();
        int left = row % s.outputWidth() * s.strideWidth() - s.padLeft();
        Chain chain = new Chain();
        for (int kr = 0; kr < s.kernelHeight(); kr++) {
          for (int kc = 0; kc < s.kernelWidth(); kc++) {
            for (int c = 0; c < inGroup; c++) {
              chain.add(
                  pixel(s, x.a, x.aAt, image, top + kr, left + kc, o / outGroup * inGroup + c),
                  x.b[x.bAt + weightAt(s, kr, kc, c, o)]);
            }
          }
        }
        return chain.result();
      }
    };
  }

  private static Product transpose(ConvolutionSpec s) {
    int inGroup = s.channels() / s.groups();
    int outGroup = s.outputs() / s.groups();
    return new Rows(s.images() * s.height() * s.width(), s.channels()) {
      @Override
      float element(int row, int channel, Buffers x) {
        int image = row / (s.height() * s.width());
        int bottom = row / s.width() % s.height() + s.padTop();
        int right = row % s.width() + s.padLeft();
        Chain chain = new Chain();
        for (int kr = 0; kr < s.kernelHeight(); kr++) {
          for (int kc = 0; kc < s.kernelWidth(); kc++) {
            if ((bottom - kr) % s.strideHeight() != 0 || (right - kc) % s.strideWidth() != 0) {
              continue;
            }
            int oy = Math.floorDiv(bottom - kr, s.strideHeight());
            int ox = Math.floorDiv(right - kc, s.strideWidth());
            for (int i = 0; i < outGroup; i++) {
              int o = channel / inGroup * outGroup + i;
              chain.add(
                  output(s, x.a, x.aAt, image, oy, ox, o),
                  x.b[x.bAt + weightAt(s, kr, kc, channel % inGroup, o)]);
            }
          }
        }
        return chain.result();
      }
    };
  }

  private static Product weight(ConvolutionSpec s) {
    int inGroup = s.channels() / s.groups();
    int outGroup = s.outputs() / s.groups();
    return new Rows(s.kernelHeight() * s.kernelWidth() * inGroup, s.outputs()) {
      @Override
      float element(int row, int o, Buffers x) {
        int kr = row / (s.kernelWidth() * inGroup);
        int kc = row / inGroup % s.kernelWidth();
        int channel = o / outGroup * inGroup + row % inGroup;
        Chain chain = new Chain();
        for (int image = 0; image < s.images(); image++) {
          for (int oy = 0; oy < s.outputHeight(); oy++) {
            int y = oy * s.strideHeight() - s.padTop() + kr;
            for (int ox = 0; ox < s.outputWidth(); ox++) {
              int column = ox * s.strideWidth() - s.padLeft() + kc;
              chain.add(
                  pixel(s, x.a, x.aAt, image, y, column, channel),
                  output(s, x.b, x.bAt, image, oy, ox, o));
            }
          }
        }
        return chain.result();
      }
    };
  }

  private static int weightAt(ConvolutionSpec s, int kr, int kc, int channelOfGroup, int o) {
    int row = (kr * s.kernelWidth() + kc) * (s.channels() / s.groups()) + channelOfGroup;
    return row * s.outputs() + o;
  }

  private static float pixel(
      ConvolutionSpec s, float[] images, int at, int image, int y, int x, int channel) {
    if (y < 0 || y >= s.height() || x < 0 || x >= s.width()) {
      return 0;
    }
    return images[at + ((image * s.height() + y) * s.width() + x) * s.channels() + channel];
  }

  private static float output(
      ConvolutionSpec s, float[] outputs, int at, int image, int y, int x, int o) {
    int height = s.outputHeight();
    int width = s.outputWidth();
    if (y < 0 || y >= height || x < 0 || x >= width) {
      return 0;
    }
    return outputs[at + ((image * height + y) * width + x) * s.outputs() + o];
  }

  /** The sum of products in the contract's order. */
  private static final class Chain {
    private float total;
    private float block;
    private int count;

    void add(float a, float b) {
      if (count > 0 && count % Product.BLOCK == 0) {
        total = result();
        block = 0;
      }
      block = Math.fma(a, b, block);
      count++;
    }

    float result() {
      return count <= Product.BLOCK ? block : total + block;
    }
  }

  /** One phase, one task for each row of the output. */
  private abstract static class Rows implements Product {
    private final int rows;
    private final int columns;

    Rows(int rows, int columns) {
      this.rows = rows;
      this.columns = columns;
    }

    abstract float element(int row, int column, Buffers x);

    @Override
    public int scratch(int threads) {
      return 0;
    }

    @Override
    public int phases() {
      return 1;
    }

    @Override
    public int tasks(int phase) {
      return rows;
    }

    @Override
    public void run(int phase, int row, int thread, Buffers x, Done done) {
      for (int j = 0; j < columns; j++) {
        x.c[x.cAt + row * columns + j] = element(row, j, x);
      }
      done.range(thread, row * columns, columns);
    }
  }
}
