package dev.vae.layers.layer;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

/**
 * The transpose of a 2-D convolution, {@code [N, H, W, C]} to {@code [N, OH, OW, filters]} with OH
 * = (H − 1)·stride − 2·padding + kernel + outputPadding. Options: those of {@code conv2d}, and
 * {@code outputPadding} (0), less than the stride.
 */
public final class ConvTranspose2d implements LayerProvider {
  /** Found by ServiceLoader. */
  public ConvTranspose2d() {}

  @Override
  public String name() {
    return "convTranspose2d";
  }

  @Override
  public Layer create(Options options) {
    Conv2d.Settings s = Conv2d.Settings.of(options);
    HeightWidth extra = HeightWidth.of(options, "outputPadding", 0, 0);
    if (extra.height() >= s.stride().height() || extra.width() >= s.stride().width()) {
      throw new IllegalArgumentException(
          "option 'outputPadding' of 'convTranspose2d' must be less than the stride");
    }
    return (input, pass) -> {
      Tensor x = ImageShapes.of(input, name(), pass);
      int channels = ImageShapes.channels(x);
      s.checkGroups(x, channels, pass);
      var geometry =
          ConvolutionGeometry.of(
                  grown(
                          ImageShapes.height(x),
                          s.stride().height(),
                          s.padding().height(),
                          s.kernel().height())
                      + extra.height(),
                  grown(
                          ImageShapes.width(x),
                          s.stride().width(),
                          s.padding().width(),
                          s.kernel().width())
                      + extra.width(),
                  s.filters(),
                  channels)
              .withKernel(s.kernel().height(), s.kernel().width())
              .withStride(s.stride().height(), s.stride().width())
              .withPadding(
                  s.padding().height(),
                  s.padding().width(),
                  s.padding().height(),
                  s.padding().width())
              .withGroups(s.groups());
      Shape shape =
          Shape.of(s.kernel().height(), s.kernel().width(), s.filters() / s.groups(), channels);
      // PyTorch's bound: it counts the outputs a weight feeds, not the inputs
      long fan = (long) s.kernel().height() * s.kernel().width() * s.filters() / s.groups();
      Initializer first = LayerWeights.uniform(fan);
      Tensor weight =
          s.weightNorm() ? normed(shape, s, first, pass) : pass.parameter("weight", shape, first);
      return s.shifted(x.conv2dTranspose(weight, geometry), first, pass);
    };
  }

  /** What feeds one filter lies along the channels of its group. */
  private static Tensor normed(Shape shape, Conv2d.Settings s, Initializer first, Context pass) {
    int[] l = shape.dims().stream().mapToInt(Dim::factor).toArray();
    Shape grouped = Shape.of(l[0], l[1], l[2], s.groups(), l[3] / s.groups());
    Tensor v = pass.parameter("weight.v", shape, first).reshape(grouped);
    return LayerWeights.normed(v, first, new int[] {0, 1, 4}, pass).reshape(shape);
  }

  private static int grown(int length, int stride, int padding, int kernel) {
    return Math.toIntExact((length - 1L) * stride - 2L * padding + kernel);
  }
}
