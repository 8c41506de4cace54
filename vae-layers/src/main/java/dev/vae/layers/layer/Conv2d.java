package dev.vae.layers.layer;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;

/**
 * 2-D convolution, {@code [N, H, W, C]} to {@code [N, OH, OW, filters]}. Options: {@code filters};
 * {@code kernel}; {@code stride} (1); {@code padding} (0), zeros at each side; {@code groups} (1);
 * {@code bias} (true); {@code weightNorm} (false), which learns each filter by its length and its
 * direction (Salimans and Kingma 2016). Kernel, stride and padding are one number, or two for
 * height and width.
 */
public final class Conv2d implements LayerProvider {
  /** Found by ServiceLoader. */
  public Conv2d() {}

  @Override
  public String name() {
    return "conv2d";
  }

  @Override
  public Layer create(Options options) {
    Settings s = Settings.of(options);
    return (input, pass) -> {
      Tensor x = ImageShapes.of(input, name(), pass);
      int channels = ImageShapes.channels(x);
      s.checkGroups(x, channels, pass);
      var geometry =
          ConvolutionGeometry.of(ImageShapes.height(x), ImageShapes.width(x), channels, s.filters)
              .withKernel(s.kernel.height(), s.kernel.width())
              .withStride(s.stride.height(), s.stride.width())
              .withPadding(
                  s.padding.height(), s.padding.width(), s.padding.height(), s.padding.width())
              .withGroups(s.groups);
      long fanIn = (long) s.kernel.height() * s.kernel.width() * channels / s.groups;
      Shape shape = Shape.of(s.kernel.height(), s.kernel.width(), channels / s.groups, s.filters);
      Initializer first = LayerWeights.uniform(fanIn);
      Tensor weight = LayerWeights.parameter(s.weightNorm, shape, first, pass);
      return s.shifted(x.conv2d(weight, geometry), first, pass);
    };
  }

  /** The options that convolution and its transpose share. */
  record Settings(
      int filters,
      HeightWidth kernel,
      HeightWidth stride,
      HeightWidth padding,
      int groups,
      boolean bias,
      boolean weightNorm) {

    static Settings of(Options options) {
      if (!options.has("kernel")) {
        options.integer("kernel"); // says that it is missing
      }
      return new Settings(
          LayerWeights.positive(options, "filters"),
          HeightWidth.of(options, "kernel", 1, 1),
          HeightWidth.of(options, "stride", 1, 1),
          HeightWidth.of(options, "padding", 0, 0),
          LayerWeights.atLeast(1, "groups", options.integer("groups", 1)),
          options.flag("bias", true),
          options.flag("weightNorm", false));
    }

    void checkGroups(Tensor x, int channels, Context pass) {
      if (channels % groups != 0 || filters % groups != 0) {
        throw ShapeMismatch.of(
            "convolution",
            x,
            groups + " groups do not divide " + channels + " channels and " + filters + " filters");
      }
    }

    Tensor shifted(Tensor y, Initializer first, Context pass) {
      return bias ? y.add(pass.parameter("bias", Shape.of(filters), first)) : y;
    }
  }
}
