package dev.vae.core.internal.portable;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;

/**
 * Convolutions as products whose left operand is read out of the images. A row of the product is
 * one position and one group; its columns are the channels of the group.
 */
final class PortableConvolutions {
  private PortableConvolutions() {}

  /**
   * Rows are (image, output row, output column, group); a segment is a kernel position's channels.
   */
  static Product forward(ConvolutionSpec s) {
    int channels = s.channels() / s.groups();
    int outputs = s.outputs() / s.groups();
    int positions = s.outputHeight() * s.outputWidth();
    return new RowProduct(
        s.images() * positions * s.groups(), outputs, 0, channels, 1, s.outputs()) {
      @Override
      int segments(int row) {
        return s.kernelHeight() * s.kernelWidth();
      }

      @Override
      int left(int row, int tap) {
        return pixel(s, row / s.groups(), tap, row % s.groups() * channels);
      }

      @Override
      int right(int row, int tap) {
        return tap * channels * s.outputs() + row % s.groups() * outputs;
      }
    };
  }

  /**
   * Rows are (image, row, column, group); a segment is the outputs of a kernel position within
   * reach: every stride-th row of the kernel, from the padded image's row modulo stride, sees one
   * output row less than the one before.
   */
  static Product transpose(ConvolutionSpec s) {
    int channels = s.channels() / s.groups();
    int outputs = s.outputs() / s.groups();
    int taps = s.kernelHeight() * s.kernelWidth();
    int weights = s.images() == 0 ? 0 : taps * channels * s.outputs();
    return new RowProduct(
        s.images() * s.height() * s.width() * s.groups(), channels, weights, outputs, 1, channels) {
      @Override
      int segments(int row) {
        return reached(bottom(row), s.kernelHeight(), s.strideHeight()) * across(row);
      }

      private int bottom(int row) {
        return row / s.groups() / s.width() % s.height() + s.padTop();
      }

      private int right(int row) {
        return row / s.groups() % s.width() + s.padLeft();
      }

      private int across(int row) {
        return reached(right(row), s.kernelWidth(), s.strideWidth());
      }

      private int reached(int position, int kernel, int stride) {
        return Math.max(0, (kernel - position % stride + stride - 1) / stride);
      }

      @Override
      int left(int row, int segment) {
        int y = bottom(row) / s.strideHeight() - segment / across(row);
        int x = right(row) / s.strideWidth() - segment % across(row);
        if (y < 0 || y >= s.outputHeight() || x < 0 || x >= s.outputWidth()) {
          return -1;
        }
        int image = row / s.groups() / (s.height() * s.width());
        int position = (image * s.outputHeight() + y) * s.outputWidth() + x;
        return position * s.outputs() + row % s.groups() * outputs;
      }

      @Override
      int right(int row, int segment) {
        int y = bottom(row) % s.strideHeight() + segment / across(row) * s.strideHeight();
        int x = right(row) % s.strideWidth() + segment % across(row) * s.strideWidth();
        int tap = y * s.kernelWidth() + x;
        return (tap * s.outputs() + row % s.groups() * outputs) * channels;
      }

      @Override
      void turn(float[] b, int bOffset, float[] to, int toOffset) {
        for (int tap = 0; tap < taps; tap++) {
          for (int o = 0; o < s.outputs(); o++) {
            for (int c = 0; c < channels; c++) {
              to[toOffset + (tap * s.outputs() + o) * channels + c] =
                  b[bOffset + (tap * channels + c) * s.outputs() + o];
            }
          }
        }
      }
    };
  }

  /** Rows are (kernel row, column, channel, group); a segment is one position of one image. */
  static Product weight(ConvolutionSpec s) {
    int channels = s.channels() / s.groups();
    int outputs = s.outputs() / s.groups();
    int positions = s.images() * s.outputHeight() * s.outputWidth();
    int rows = s.kernelHeight() * s.kernelWidth() * channels * s.groups();
    return new RowProduct(rows, outputs, 0, 1, 0, 0) {
      @Override
      int segments(int row) {
        return positions;
      }

      @Override
      int left(int row, int position) {
        int channel = row % s.groups() * channels + row / s.groups() % channels;
        return pixel(s, position, row / s.groups() / channels, channel);
      }

      @Override
      int right(int row, int position) {
        return position * s.outputs() + row % s.groups() * outputs;
      }
    };
  }

  /** What an output position sees under a kernel position; negative in the padding. */
  private static int pixel(ConvolutionSpec s, int position, int tap, int channel) {
    int row = position / s.outputWidth();
    int y = row % s.outputHeight() * s.strideHeight() - s.padTop() + tap / s.kernelWidth();
    int x = position % s.outputWidth() * s.strideWidth() - s.padLeft() + tap % s.kernelWidth();
    if (y < 0 || y >= s.height() || x < 0 || x >= s.width()) {
      return -1;
    }
    return ((row / s.outputHeight() * s.height() + y) * s.width() + x) * s.channels() + channel;
  }
}
