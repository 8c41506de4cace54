package dev.vae.core.internal.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.internal.vector.convolution.WeightGradient;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.ConvolutionSpec.Kind;
import dev.vae.core.kernel.Product;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
  private final Random random = new Random(5);

  @Test
  void stridesPaddingsAndGroups() {
    for (int i = 0; i < 150; i++) {
      int groups = 1 + random.nextInt(3);
      int rows = 1 + random.nextInt(5);
      int columns = 1 + random.nextInt(4);
      check(
          random.nextInt(4),
          rows + random.nextInt(8),
          columns + random.nextInt(8),
          groups * (1 + random.nextInt(4)),
          rows,
          columns,
          groups * (1 + random.nextInt(5)),
          1 + random.nextInt(3),
          1 + random.nextInt(4),
          random.nextInt(rows + 1),
          random.nextInt(columns + 1),
          groups);
    }
  }

  @Test
  void depthwise() {
    for (int channels : new int[] {1, 3, 16, 37}) {
      check(3, 7, 8, channels, 3, 3, channels, 1, 1, 1, 1, channels);
      check(2, 9, 6, channels, 4, 3, channels, 2, 2, 1, 0, channels);
      check(2, 5, 6, channels, 3, 2, 2 * channels, 2, 1, 1, 1, channels);
    }
  }

  @Test
  void theNetsOfDigits() {
    check(5, 28, 28, 1, 4, 4, 32, 2, 2, 1, 1, 1);
    check(3, 14, 14, 32, 4, 4, 40, 2, 2, 1, 1, 1);
    check(2, 7, 7, 65, 3, 3, 33, 1, 1, 1, 1, 1);
    check(2, 8, 8, 3, 2, 2, 17, 2, 2, 0, 0, 1);
    check(2, 5, 5, 20, 1, 1, 16, 1, 1, 0, 0, 1);
  }

  @Test
  void longSumsOverManyImages() {
    check(40, 9, 7, 2, 3, 3, 5, 1, 1, 1, 1, 1);
    check(700, 2, 2, 1, 2, 2, 3, 1, 1, 1, 1, 1);
  }

  @Test
  void weightsOfManyChannels() {
    check(9, 9, 7, 11, 3, 3, 13, 1, 1, 1, 1, 1);
    check(2, 6, 5, 34, 2, 1, 25, 2, 1, 0, 0, 1);
    check(40, 5, 5, 16, 4, 2, 37, 1, 2, 3, 1, 1);
  }

  @Test
  void roundsOfBlocksDoNotChangeABit() {
    for (int channels : new int[] {3, 17}) {
      ConvolutionSpec s =
          new ConvolutionSpec(
              Kind.WEIGHT,
              30,
              new ConvolutionGeometry(9, 9, channels, 3, 3, 13, 1, 1, 1, 1, 1, 1, 1));
      float[] a = Trial.random(random, 30 * 81 * channels);
      float[] b = Trial.random(random, 30 * 81 * 13);
      int size = 9 * channels * 13;
      float[] expected = Trial.run(Trial.VECTOR.convolution(s), a, b, size, false);
      for (int most : new int[] {1, 2, 3}) {
        WeightGradient rounds = new WeightGradient(s, most);
        assertTrue(rounds.phases() > 2);
        assertArrayEquals(expected, Trial.run(rounds, a, b, size, true));
      }
    }
  }

  @Test
  void paddingTimesInfinityIsNotANumber() {
    ConvolutionSpec s =
        new ConvolutionSpec(
            Kind.FORWARD, 1, new ConvolutionGeometry(3, 3, 1, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1));
    float[] weights = new float[9];
    weights[0] = Float.POSITIVE_INFINITY;
    float[] ones = new float[9];
    Arrays.fill(ones, 1);
    for (Product p : new Product[] {Trial.VECTOR.convolution(s), Trial.PORTABLE.convolution(s)}) {
      float[] c = Trial.run(p, ones, weights, 9, false);
      assertEquals(Float.NaN, c[0], "a corner sees the padding");
      assertEquals(Float.POSITIVE_INFINITY, c[4], "the centre does not");
    }
  }

  private void check(
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
      int groups) {
    for (Kind kind : Kind.values()) {
      check(
          spec(
              kind,
              images,
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
              groups));
    }
  }

  private ConvolutionSpec spec(
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
      int groups) {
    return new ConvolutionSpec(
        kind,
        images,
        ConvolutionGeometry.of(height, width, channels, outputs)
            .withKernel(kernelHeight, kernelWidth)
            .withStride(strideHeight, strideWidth)
            .withPadding(padTop, padLeft, random.nextInt(padTop + 1), random.nextInt(padLeft + 1))
            .withGroups(groups));
  }

  private void check(ConvolutionSpec s) {
    Trial.check(s, random);
  }
}
