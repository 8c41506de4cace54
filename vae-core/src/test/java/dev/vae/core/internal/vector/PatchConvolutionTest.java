package dev.vae.core.internal.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.internal.vector.convolution.PatchConvolution;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.ConvolutionSpec.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatchConvolutionTest {
  private static final float[] EDGES = {
    0f, -0f, 1e-30f, -1e-30f, Float.MIN_VALUE, 1e30f, Float.POSITIVE_INFINITY, Float.NaN
  };

  private final Random random = new Random(7);

  @Test
  void sizesAndPaddings() {
    for (int images : new int[] {1, 2, 3, 8, 9, 20}) {
      same(spec(images, 28, 28, 1, 4, 4, 32, 2, 2, 1, 1, 1, 1), 0);
      same(spec(images, 5, 8, 3, 4, 4, 7, 2, 2, 1, 1, 0, 1), 0);
      same(spec(images, 7, 4, 4, 2, 2, 5, 2, 2, 0, 1, 1, 0), 0);
      same(spec(images, 6, 9, 1, 4, 8, 3, 1, 2, 3, 2, 2, 5), 0);
      same(spec(images, 9, 8, 2, 8, 2, 1, 4, 2, 7, 0, 1, 1), 0);
      same(spec(images, 4, 4, 2, 2, 4, 11, 1, 4, 1, 3, 0, 3), 0);
      same(spec(images, 11, 12, 2, 6, 4, 2, 3, 2, 5, 1, 2, 0), 0);
    }
  }

  @Test
  void zerosInfinitiesAndNotANumber() {
    for (int oneOf : new int[] {200, 20, 2}) {
      for (int i = 0; i < 10; i++) {
        same(spec(9, 8, 7, 1, 4, 4, 3, 2, 2, 1, 1, 1, 1), oneOf);
        same(spec(2, 8, 9, 4, 2, 2, 6, 2, 2, 0, 1, 0, 1), oneOf);
      }
    }
  }

  @Test
  void sumsOfSeveralBlocksGoAnotherWay() {
    assertFalse(PatchConvolution.suits(spec(1, 8, 8, 1, 4, 4, 129, 2, 2, 1, 1, 1, 1)));
    assertFalse(PatchConvolution.suits(spec(1, 8, 8, 16, 3, 3, 1, 2, 2, 1, 1, 1, 1)));
  }

  private static ConvolutionSpec spec(
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
      int padRight) {
    return new ConvolutionSpec(
        Kind.TRANSPOSE,
        images,
        ConvolutionGeometry.of(height, width, channels, outputs)
            .withKernel(kernelHeight, kernelWidth)
            .withStride(strideHeight, strideWidth)
            .withPadding(padTop, padLeft, padBottom, padRight));
  }

  /** The portable bits; one number in so many, if not 0, is an edge case. */
  private void same(ConvolutionSpec s, int oneOf) {
    int outputs = s.images() * s.outputHeight() * s.outputWidth() * s.outputs();
    float[] a = numbers(outputs, oneOf);
    float[] b = numbers(s.kernelHeight() * s.kernelWidth() * s.channels() * s.outputs(), oneOf);
    int size = s.images() * s.height() * s.width() * s.channels();
    PatchConvolution patches =
        assertInstanceOf(PatchConvolution.class, VectorProducts.convolution(s), s.toString());
    float[] expected = Trial.run(Trial.PORTABLE.convolution(s), a, b, size, false);
    assertArrayEquals(expected, Trial.run(patches, a, b, size, false), s.toString());
    assertArrayEquals(expected, Trial.run(patches, a, b, size, true), s.toString());
  }

  private float[] numbers(int count, int oneOf) {
    float[] numbers = Trial.random(random, count);
    for (int i = 0; oneOf > 0 && i < count; i++) {
      if (random.nextInt(oneOf) == 0) {
        numbers[i] = EDGES[random.nextInt(EDGES.length)];
      }
    }
    return numbers;
  }
}
