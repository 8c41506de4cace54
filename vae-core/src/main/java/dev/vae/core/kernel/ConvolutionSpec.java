package dev.vae.core.kernel;

import dev.vae.core.geometry.ConvolutionGeometry;

/**
 * A 2-D convolution of channels-last images, or one of its transposes, as a product for {@link
 * Product}'s order of sums. Images are {@code [images, height, width, channels]}, outputs {@code
 * [images, OH, OW, outputs]}, weights {@code [kernelHeight, kernelWidth, channels / groups,
 * outputs]}; all dense. Output channel o belongs to group {@code o / (outputs / groups)} and sees
 * that group's channels only. Positions in the padding take part in sums as zeros. Where {@link
 * Winograd#suits} says so, numbers are summed in the order that is written there instead.
 *
 * <ul>
 *   <li>FORWARD: a = images, b = weights. k runs over (kernel row, kernel column, channel of the
 *       group).
 *   <li>TRANSPOSE: a = outputs, b = weights, result = images. For an image position, k runs over
 *       (kernel row, kernel column, output of the group), over those kernel rows and columns alone
 *       that the stride lets reach the position (counted as if the outputs went on beyond their
 *       edge, with zeros there).
 *   <li>WEIGHT: a = images, b = outputs, result = weights. k runs over (image, output row, output
 *       column).
 * </ul>
 *
 * @param geometry the sizes, which can be asked of this as well
 */
public record ConvolutionSpec(Kind kind, int images, ConvolutionGeometry geometry) {

  /** Which of the three it is. */
  public enum Kind {
    FORWARD,
    TRANSPOSE,
    WEIGHT
  }

  /** Returns the same for another number of images. */
  public ConvolutionSpec withImages(int count) {
    return new ConvolutionSpec(kind, count, geometry);
  }

  public int height() {
    return geometry.height();
  }

  public int width() {
    return geometry.width();
  }

  public int channels() {
    return geometry.channels();
  }

  public int kernelHeight() {
    return geometry.kernelHeight();
  }

  public int kernelWidth() {
    return geometry.kernelWidth();
  }

  public int outputs() {
    return geometry.outputs();
  }

  public int strideHeight() {
    return geometry.strideHeight();
  }

  public int strideWidth() {
    return geometry.strideWidth();
  }

  public int padTop() {
    return geometry.padTop();
  }

  public int padLeft() {
    return geometry.padLeft();
  }

  public int padBottom() {
    return geometry.padBottom();
  }

  public int padRight() {
    return geometry.padRight();
  }

  public int groups() {
    return geometry.groups();
  }

  public int outputHeight() {
    return geometry.outputHeight();
  }

  public int outputWidth() {
    return geometry.outputWidth();
  }
}
