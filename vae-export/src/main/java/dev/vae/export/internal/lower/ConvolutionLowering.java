package dev.vae.export.internal.lower;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.export.internal.onnx.Attribute;
import java.util.Map;
import java.util.TreeMap;

/** Convolutions: ours are channels-last, ONNX's channels-first. */
final class ConvolutionLowering {
  /** Weights {@code [KH,KW,C,O]} to {@code [O,C,KH,KW]}. */
  private static final Attribute TO_OIHW = Attribute.ints(3, 2, 0, 1);

  /** Images {@code [N,C,H,W]} to {@code [C,N,H,W]}, and the other way round. */
  private static final Attribute SWAP_BATCH = Attribute.ints(1, 0, 2, 3);

  private final Emitter out;
  private final Values values;
  private final WeightInitializers weights;

  ConvolutionLowering(Emitter out, Values values, WeightInitializers weights) {
    this.out = out;
    this.values = values;
    this.weights = weights;
  }

  /** The product plus a vector over channels, which may be null; channels-first. */
  String conv2d(Tensor t, Tensor vector) {
    return product(
        "Conv", t, vector, geometry(t.attributes(Attributes.Convolution.class).geometry()));
  }

  /** The transposed product plus a vector over channels, which may be null; channels-first. */
  String conv2dTranspose(Tensor t, Tensor vector) {
    var g = t.attributes(Attributes.Convolution.class).geometry();
    Map<String, Attribute> attributes = geometry(g);
    int restHeight =
        rest(g.height(), g.padTop(), g.padBottom(), g.kernelHeight(), g.strideHeight());
    int restWidth = rest(g.width(), g.padLeft(), g.padRight(), g.kernelWidth(), g.strideWidth());
    attributes.put("output_padding", Attribute.ints(restHeight, restWidth));
    return product("ConvTranspose", t, vector, attributes);
  }

  private String product(String type, Tensor t, Tensor vector, Map<String, Attribute> attributes) {
    String x = values.channelsFirst(t.operand(0));
    String w = weights(t.operand(1));
    return vector == null
        ? out.emit(type, attributes, x, w)
        : out.emit(type, attributes, x, w, values.of(vector));
  }

  private String weights(Tensor w) {
    String stored = weights.transposed(w);
    return stored != null ? stored : out.emit("Transpose", Map.of("perm", TO_OIHW), values.of(w));
  }

  /**
   * The derivative in the weights {@code [KH,KW,C,O]}: a convolution of the images, channels taken
   * as batch, with the outputs' derivatives as the kernel, spread by the stride.
   */
  String conv2dWeight(Tensor t) {
    var g = t.attributes(Attributes.Convolution.class).geometry();
    String x = swapBatch(values.channelsFirst(t.operand(0)));
    String y = swapBatch(values.channelsFirst(t.operand(1)));
    String[] parts = new String[g.groups()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] =
          weightsOfGroup(
              g, part(x, i, g.channels() / g.groups(), g), part(y, i, g.outputs() / g.groups(), g));
    }
    String joined =
        parts.length == 1 ? parts[0] : out.emit("Concat", Map.of("axis", Attribute.of(1)), parts);
    return out.emit("Transpose", Map.of("perm", Attribute.ints(2, 3, 0, 1)), joined);
  }

  private String swapBatch(String value) {
    return out.emit("Transpose", Map.of("perm", SWAP_BATCH), value);
  }

  private String part(String value, int i, int length, ConvolutionGeometry g) {
    return g.groups() == 1
        ? value
        : out.emit(
            "Slice",
            value,
            out.longs((long) i * length),
            out.longs((i + 1L) * length),
            out.longs(0));
  }

  /** {@code [C,O,KH,KW]} of one group. Rows that the stride never reached are cut off. */
  private String weightsOfGroup(ConvolutionGeometry g, String x, String y) {
    Map<String, Attribute> attributes = new TreeMap<>();
    attributes.put("dilations", Attribute.ints(g.strideHeight(), g.strideWidth()));
    attributes.put("pads", pads(g));
    String w = out.emit("Conv", attributes, x, y);
    return out.emit(
        "Slice", w, out.longs(0, 0), out.longs(g.kernelHeight(), g.kernelWidth()), out.longs(2, 3));
  }

  private static Map<String, Attribute> geometry(ConvolutionGeometry g) {
    Map<String, Attribute> attributes = new TreeMap<>();
    attributes.put("kernel_shape", Attribute.ints(g.kernelHeight(), g.kernelWidth()));
    attributes.put("strides", Attribute.ints(g.strideHeight(), g.strideWidth()));
    attributes.put("pads", pads(g));
    attributes.put("group", Attribute.of(g.groups()));
    return attributes;
  }

  private static Attribute pads(ConvolutionGeometry g) {
    return Attribute.ints(g.padTop(), g.padLeft(), g.padBottom(), g.padRight());
  }

  /** How many rows at the end no window of the convolution reaches. */
  private static int rest(int length, int before, int after, int kernel, int stride) {
    return (length + before + after - kernel) % stride;
  }

  /** Weights {@code [KH,KW,C,O]} as {@code [O,C,KH,KW]}. */
  static float[] toOihw(float[] array, int at, Shape shape) {
    int pixels = shape.dim(0).factor() * shape.dim(1).factor();
    int channels = shape.dim(2).factor();
    int outputs = shape.dim(3).factor();
    float[] result = new float[pixels * channels * outputs];
    for (int p = 0; p < pixels; p++) {
      for (int c = 0; c < channels; c++) {
        for (int o = 0; o < outputs; o++) {
          result[(o * channels + c) * pixels + p] = array[at + (p * channels + c) * outputs + o];
        }
      }
    }
    return result;
  }
}
