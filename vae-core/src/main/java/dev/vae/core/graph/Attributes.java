package dev.vae.core.graph;

import java.util.Arrays;
import java.util.List;

/** What a node carries besides its operands. */
public sealed interface Attributes
    permits Attributes.None,
        Attributes.Named,
        Attributes.Constant,
        Noise,
        Attributes.Axes,
        Attributes.MatMul,
        Attributes.Conv2d,
        Attributes.Permute,
        Attributes.Slice,
        Attributes.Pad,
        Attributes.Concat,
        Attributes.ScanResult {

  /** Nothing. */
  None NONE = new None();

  /** Nothing: the operation and its operands say it all. */
  record None() implements Attributes {}

  /** The name of an input or a variable, unique in the graph. */
  record Named(String name) implements Attributes {}

  /** Numbers in row-major order: one for each element, or a single one for all. */
  record Constant(double[] values) implements Attributes {
    @Override
    public boolean equals(Object other) {
      return other instanceof Constant that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    /** Whether all elements are this number. */
    public boolean is(double value) {
      return Arrays.stream(values).allMatch(v -> v == value);
    }

    @Override
    public String toString() {
      return values.length == 1 ? Double.toString(values[0]) : values.length + " numbers";
    }
  }

  /** The axes reduced over, ascending, and whether they stay as length 1. */
  record Axes(List<Integer> axes, boolean keep) implements Attributes {}

  /** Which operands of a matrix product are transposed in their last two axes. */
  record MatMul(boolean transposeA, boolean transposeB) implements Attributes {}

  /**
   * The geometry of a convolution: strides, zero padding, groups, and the sizes that strides make
   * ambiguous.
   *
   * @param height input height H, and so on for width; kernelHeight KH and kernelWidth KW; channels
   *     C of the input
   * @param outputs channels O of the output
   */
  record Conv2d(
      int height,
      int width,
      int channels,
      int kernelHeight,
      int kernelWidth,
      int outputs,
      int strideHeight,
      int strideWidth,
      int padTop,
      int padLeft,
      int padBottom,
      int padRight,
      int groups)
      implements Attributes {

    /**
     * Returns a 1 x 1 convolution with stride 1, no padding and one group; change it by the rest.
     */
    public static Conv2d of(int height, int width, int channels, int outputs) {
      return new Conv2d(height, width, channels, 1, 1, outputs, 1, 1, 0, 0, 0, 0, 1);
    }

    /** Returns this with another size of kernel. */
    public Conv2d withKernel(int rows, int columns) {
      return new Conv2d(
          height,
          width,
          channels,
          rows,
          columns,
          outputs,
          strideHeight,
          strideWidth,
          padTop,
          padLeft,
          padBottom,
          padRight,
          groups);
    }

    /** Returns this with another stride. */
    public Conv2d withStride(int down, int right) {
      return new Conv2d(
          height,
          width,
          channels,
          kernelHeight,
          kernelWidth,
          outputs,
          down,
          right,
          padTop,
          padLeft,
          padBottom,
          padRight,
          groups);
    }

    /** Returns this with so many rows and columns of zeros before and behind the image. */
    public Conv2d withPadding(int top, int left, int bottom, int right) {
      return new Conv2d(
          height,
          width,
          channels,
          kernelHeight,
          kernelWidth,
          outputs,
          strideHeight,
          strideWidth,
          top,
          left,
          bottom,
          right,
          groups);
    }

    /** Returns this with channels and outputs in so many groups. */
    public Conv2d withGroups(int number) {
      return new Conv2d(
          height,
          width,
          channels,
          kernelHeight,
          kernelWidth,
          outputs,
          strideHeight,
          strideWidth,
          padTop,
          padLeft,
          padBottom,
          padRight,
          number);
    }

    /** Returns OH = (H + padding − KH) / stride + 1. */
    public int outputHeight() {
      return outputs(height, (long) padTop + padBottom - kernelHeight, strideHeight);
    }

    /** Returns OW = (W + padding − KW) / stride + 1. */
    public int outputWidth() {
      return outputs(width, (long) padLeft + padRight - kernelWidth, strideWidth);
    }

    private static int outputs(int length, long more, int stride) {
      return Math.toIntExact((length + more) / stride + 1);
    }
  }

  /** Output axis i is operand axis {@code order[i]}. */
  record Permute(List<Integer> order) implements Attributes {}

  /** Elements from, from + step, ... below to, along one axis. */
  record Slice(int axis, int from, int to, int step) implements Attributes {}

  /** The value put before, after and (interior of them) between the elements along one axis. */
  record Pad(int axis, int before, int after, int interior, double value) implements Attributes {}

  /** The axis along which operands follow one another. */
  record Concat(int axis) implements Attributes {}

  /**
   * Which value of a loop's body a node gives.
   *
   * @param result a tensor of the body
   * @param last whether it is a state after the last step, else the value in all steps
   */
  record ScanResult(SequenceScan scan, Tensor result, boolean last) implements Attributes {
    /** Whether both are the same value of equal bodies, as two traces of one part make them. */
    @Override
    public boolean equals(Object other) {
      return other instanceof ScanResult that
          && last == that.last
          && result.id() == that.result.id()
          && (scan == that.scan || scan.doesTheSame(that.scan, this, that));
    }

    @Override
    public int hashCode() {
      return 31 * scan.steps() + 2 * result.id() + (last ? 1 : 0);
    }

    @Override
    public String toString() {
      return scan + ": " + (last ? "last " : "") + "%" + result.id() + " of the body";
    }
  }
}
