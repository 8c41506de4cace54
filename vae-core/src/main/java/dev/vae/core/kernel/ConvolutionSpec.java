package dev.vae.core.kernel;

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
 */
public record ConvolutionSpec(
    Kind kind,
    int images,
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

  /** Which of the three it is. */
  public enum Kind {
    FORWARD,
    TRANSPOSE,
    WEIGHT
  }

  /** Returns the same for another number of images. */
  public ConvolutionSpec withImages(int count) {
    return new ConvolutionSpec(
        kind,
        count,
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
        groups);
  }

  /** Returns OH. */
  public int outputHeight() {
    return (height + padTop + padBottom - kernelHeight) / strideHeight + 1;
  }

  /** Returns OW. */
  public int outputWidth() {
    return (width + padLeft + padRight - kernelWidth) / strideWidth + 1;
  }
}
