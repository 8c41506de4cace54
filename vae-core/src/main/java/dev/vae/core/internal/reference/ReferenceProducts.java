package dev.vae.core.internal.reference;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.linalg.Matrices;
import java.util.Arrays;
import java.util.List;

/** Matrix products and the three convolutions. */
final class ReferenceProducts {
  private ReferenceProducts() {}

  /** A matrix product: one EJML product for each position of the leading axes. */
  static double[] matmul(Tensor t, List<double[]> operands, int rows) {
    var flags = t.attributes(Attributes.MatMul.class);
    Shape a = t.operand(0).shape();
    int m = length(t.shape(), -2, rows);
    int n = length(t.shape(), -1, rows);
    int k = length(a, flags.transposeA() ? -2 : -1, rows);
    double[] y = new double[RowMajor.of(t.shape(), rows).size()];
    int batch = RowMajor.of(t.shape().sub(0, t.shape().rank() - 2), rows).size();
    boolean sharedA = a.rank() == 2;
    boolean sharedB = t.operand(1).shape().rank() == 2;
    for (int i = 0; i < batch; i++) {
      double[] left = part(operands.get(0), sharedA ? 0 : i, m * k);
      double[] right = part(operands.get(1), sharedB ? 0 : i, k * n);
      double[] product =
          Matrices.multiply(left, flags.transposeA(), right, flags.transposeB(), m, k, n);
      System.arraycopy(product, 0, y, i * m * n, m * n);
    }
    return y;
  }

  /** Any of the three convolutions: all add up x·w = y over the same meetings. */
  static double[] convolution(Tensor t, List<double[]> operands, int rows) {
    var g = t.attributes(Attributes.Convolution.class).geometry();
    double[] out = new double[RowMajor.of(t.shape(), rows).size()];
    double[] first = operands.get(0);
    double[] second = operands.get(1);
    int images = length(t.operand(0).shape(), 0, rows);
    Op op = t.op();
    meetings(
        g,
        images,
        (x, w, y) -> {
          switch (op) {
            case CONV2D -> out[y] += first[x] * second[w];
            case CONV2D_TRANSPOSE -> out[x] += first[y] * second[w];
            case CONV2D_WEIGHT -> out[w] += first[x] * second[y];
            default -> throw new IllegalArgumentException(op + " is not a convolution");
          }
        });
    return out;
  }

  /** The numbers of an image element, the weight it meets, and the output they go into. */
  private interface Meeting {
    void of(int x, int w, int y);
  }

  private static void meetings(ConvolutionGeometry g, int images, Meeting meeting) {
    int groupChannels = g.channels() / g.groups();
    int groupOutputs = g.outputs() / g.groups();
    for (int n = 0; n < images; n++) {
      for (int oh = 0; oh < g.outputHeight(); oh++) {
        for (int ow = 0; ow < g.outputWidth(); ow++) {
          for (int kh = 0; kh < g.kernelHeight(); kh++) {
            for (int kw = 0; kw < g.kernelWidth(); kw++) {
              int h = oh * g.strideHeight() + kh - g.padTop();
              int w = ow * g.strideWidth() + kw - g.padLeft();
              if (h < 0 || h >= g.height() || w < 0 || w >= g.width()) {
                continue; // a zero of the padding
              }
              for (int o = 0; o < g.outputs(); o++) {
                int group = o / groupOutputs;
                for (int c = 0; c < groupChannels; c++) {
                  int channel = group * groupChannels + c;
                  meeting.of(
                      ((n * g.height() + h) * g.width() + w) * g.channels() + channel,
                      ((kh * g.kernelWidth() + kw) * groupChannels + c) * g.outputs() + o,
                      ((n * g.outputHeight() + oh) * g.outputWidth() + ow) * g.outputs() + o);
                }
              }
            }
          }
        }
      }
    }
  }

  private static double[] part(double[] all, int i, int size) {
    return all.length == size ? all : Arrays.copyOfRange(all, i * size, (i + 1) * size);
  }

  private static int length(Shape shape, int axis, int rows) {
    return Math.toIntExact(shape.dim(axis).at(rows));
  }
}
