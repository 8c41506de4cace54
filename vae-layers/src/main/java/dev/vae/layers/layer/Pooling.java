package dev.vae.layers.layer;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import java.util.List;
import java.util.function.BinaryOperator;

/** Layers without parameters that change the shape of images. */
public final class Pooling {
  private Pooling() {}

  /** Every axis but the batch's as one: {@code [N, ...]} gives {@code [N, F]}. */
  public static final class Flatten implements LayerProvider {
    /** Found by ServiceLoader. */
    public Flatten() {}

    @Override
    public String name() {
      return "flatten";
    }

    @Override
    public Layer create(Options options) {
      return (x, pass) -> {
        int rest = x.shape().sub(1, x.shape().rank()).elements();
        return x.reshape(Shape.of(ImageShapes.rows(x), Dim.of(rest)));
      };
    }
  }

  /** Rows in a shape of their own: option {@code shape}, such as {@code [28, 28, 1]}. */
  public static final class Unflatten implements LayerProvider {
    /** Found by ServiceLoader. */
    public Unflatten() {}

    @Override
    public String name() {
      return "unflatten";
    }

    @Override
    public Layer create(Options options) {
      List<Integer> lengths = options.integers("shape");
      if (lengths.isEmpty() || lengths.stream().anyMatch(n -> n < 1)) {
        throw new IllegalArgumentException(
            "'unflatten' needs option 'shape', a list of lengths such as [28, 28, 1]");
      }
      int[] shape = lengths.stream().mapToInt(Integer::intValue).toArray();
      return (x, pass) -> x.reshape(ImageShapes.shape(x, shape));
    }
  }

  /** Every pixel repeated {@code factor} (2) times in height and width. */
  public static final class Upsample implements LayerProvider {
    /** Found by ServiceLoader. */
    public Upsample() {}

    @Override
    public String name() {
      return "upsample";
    }

    @Override
    public Layer create(Options options) {
      HeightWidth f = HeightWidth.of(options, "factor", 2, 1);
      return (input, pass) -> {
        Tensor x = ImageShapes.of(input, name(), pass);
        int h = ImageShapes.height(x);
        int w = ImageShapes.width(x);
        int c = ImageShapes.channels(x);
        return x.reshape(ImageShapes.shape(x, h, 1, w, 1, c))
            .expand(ImageShapes.shape(x, h, f.height(), w, f.width(), c))
            .reshape(
                ImageShapes.shape(
                    x, Math.multiplyExact(h, f.height()), Math.multiplyExact(w, f.width()), c));
      };
    }
  }

  /** The largest value in each window. Options: {@code kernel} (2); {@code stride} (the kernel). */
  public static final class MaxPool implements LayerProvider {
    /** Found by ServiceLoader. */
    public MaxPool() {}

    @Override
    public String name() {
      return "maxPool";
    }

    @Override
    public Layer create(Options options) {
      Window window = Window.of(options);
      return (x, pass) -> window.over(ImageShapes.of(x, name(), pass), Tensor::max);
    }
  }

  /** The mean of each window. Options: {@code kernel} (2); {@code stride} (the kernel). */
  public static final class AveragePool implements LayerProvider {
    /** Found by ServiceLoader. */
    public AveragePool() {}

    @Override
    public String name() {
      return "averagePool";
    }

    @Override
    public Layer create(Options options) {
      Window window = Window.of(options);
      double size = window.kernel.height() * window.kernel.width();
      return (x, pass) -> window.over(ImageShapes.of(x, name(), pass), Tensor::add).mul(1 / size);
    }
  }

  /** Pools over windows: strided slices, one for each place in a window, joined two by two. */
  private record Window(HeightWidth kernel, HeightWidth stride) {

    static Window of(Options options) {
      HeightWidth kernel = HeightWidth.of(options, "kernel", 2, 1);
      HeightWidth stride = options.has("stride") ? HeightWidth.of(options, "stride", 1, 1) : kernel;
      return new Window(kernel, stride);
    }

    Tensor over(Tensor x, BinaryOperator<Tensor> join) {
      int high = ImageShapes.height(x) - kernel.height();
      int wide = ImageShapes.width(x) - kernel.width();
      if (high < 0 || wide < 0) {
        throw ShapeMismatch.of(
            "pooling",
            x,
            "the window " + kernel.height() + " x " + kernel.width() + " is larger than the image");
      }
      Tensor joined = null;
      for (int i = 0; i < kernel.height(); i++) {
        int lastRow = i + high / stride.height() * stride.height();
        Tensor rows = x.slice(1, i, lastRow + 1, stride.height());
        for (int j = 0; j < kernel.width(); j++) {
          int lastColumn = j + wide / stride.width() * stride.width();
          Tensor part = rows.slice(2, j, lastColumn + 1, stride.width());
          joined = joined == null ? part : join.apply(joined, part);
        }
      }
      return joined;
    }
  }
}
