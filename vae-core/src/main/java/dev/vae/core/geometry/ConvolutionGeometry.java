package dev.vae.core.geometry;

/**
 * The geometry of a convolution: strides, zero padding, groups, and the sizes that strides make
 * ambiguous.
 *
 * @param height input height H, and so on for width; kernelHeight KH and kernelWidth KW; channels C
 *     of the input
 * @param outputs channels O of the output
 */
public record ConvolutionGeometry(
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
    int groups) {

  /** Returns a 1 x 1 convolution with stride 1, no padding and one group; change it by the rest. */
  public static ConvolutionGeometry of(int height, int width, int channels, int outputs) {
    return new ConvolutionGeometry(height, width, channels, 1, 1, outputs, 1, 1, 0, 0, 0, 0, 1);
  }

  /** Returns this with another size of kernel. */
  public ConvolutionGeometry withKernel(int rows, int columns) {
    return with(
        rows, columns, strideHeight, strideWidth, padTop, padLeft, padBottom, padRight, groups);
  }

  /** Returns this with another stride. */
  public ConvolutionGeometry withStride(int down, int right) {
    return with(
        kernelHeight, kernelWidth, down, right, padTop, padLeft, padBottom, padRight, groups);
  }

  /** Returns this with so many rows and columns of zeros before and behind the image. */
  public ConvolutionGeometry withPadding(int top, int left, int bottom, int right) {
    return with(
        kernelHeight, kernelWidth, strideHeight, strideWidth, top, left, bottom, right, groups);
  }

  /** Returns this with channels and outputs in so many groups. */
  public ConvolutionGeometry withGroups(int number) {
    return with(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        padTop,
        padLeft,
        padBottom,
        padRight,
        number);
  }

  private ConvolutionGeometry with(
      int rows,
      int columns,
      int down,
      int right,
      int top,
      int left,
      int bottom,
      int behind,
      int number) {
    return new ConvolutionGeometry(
        height, width, channels, rows, columns, outputs, down, right, top, left, bottom, behind,
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
