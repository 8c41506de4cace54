package dev.vae.core.internal.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.internal.vector.convolution.Convolutions;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.ConvolutionSpec.Kind;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.Winograd;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both implementations of {@link Winograd} against each other and the sum that is meant. */
class WinogradTest {
  private final Random random = new Random(8);

  @Test
  void everyFormOfTileWithAndWithoutPadding() {
    for (int outputs = 2; outputs <= 8; outputs++) {
      for (int pad = 0; pad < 2; pad++) {
        check(2, (outputs + 1) * 2 - 2 * pad, (outputs + 2) * 2 - 2 * pad, 16, 4, 4, 32, 2, 2, pad);
        check(2, outputs + 2 - 2 * pad, outputs + 3 - 2 * pad, 48, 3, 3, 32, 1, 1, pad);
      }
    }
  }

  @Test
  void axesOfTheirOwn() {
    check(3, 9, 12, 16, 2, 6, 48, 1, 3, 0);
    check(3, 9, 12, 16, 2, 6, 48, 1, 2, 0);
    check(2, 17, 6, 16, 6, 2, 32, 3, 1, 1);
    check(2, 10, 11, 48, 3, 4, 32, 1, 2, 2);
  }

  @Test
  void theNetOfDigits() {
    check(5, 14, 14, 32, 4, 4, 64, 2, 2, 1);
  }

  @Test
  void rowsAndColumnsThatTheStrideLeavesOut() {
    check(2, 9, 11, 16, 4, 4, 32, 2, 2, 0);
    check(1, 14, 12, 16, 6, 6, 32, 3, 3, 1);
  }

  @Test
  void roundsAndBlocksOfImages() {
    ConvolutionSpec s = spec(Kind.WEIGHT, 150, 5, 5, 32, 3, 3, 32, 1, 1, 1);
    assertTrue(new Winograd(s).count(0) * new Winograd(s).round() > Product.BLOCK, "blocks");
    check(s);
    ConvolutionSpec t = spec(Kind.WEIGHT, 60, 14, 14, 32, 4, 4, 64, 2, 2, 1);
    assertTrue(2 * new Winograd(t).round() < t.images(), "rounds");
    check(t);
  }

  @Test
  void depthBeyondABlock() {
    check(2, 6, 6, 144, 4, 4, 32, 2, 2, 1);
    check(2, 4, 4, 32, 3, 3, 528, 1, 1, 1);
  }

  @Test
  void isForNoOtherConvolutions() {
    assertTrue(Winograd.suits(spec(Kind.FORWARD, 1, 14, 14, 32, 4, 4, 64, 2, 2, 1)));
    assertFalse(Winograd.suits(spec(Kind.FORWARD, 0, 14, 14, 32, 4, 4, 64, 2, 2, 1)), "images");
    assertFalse(Winograd.suits(spec(Kind.FORWARD, 1, 14, 14, 31, 4, 4, 64, 2, 2, 1)), "channels");
    assertFalse(Winograd.suits(spec(Kind.FORWARD, 1, 14, 14, 32, 5, 4, 64, 2, 2, 1)), "kernel");
    assertFalse(Winograd.suits(spec(Kind.FORWARD, 1, 14, 14, 16, 3, 3, 16, 1, 1, 1)), "too few");
    assertFalse(Winograd.suits(spec(Kind.FORWARD, 1, 128, 128, 64, 3, 3, 64, 1, 1, 1)), "large");
    assertFalse(Winograd.suits(spec(Kind.FORWARD, 1, 14, 14, 32, 1, 1, 64, 1, 1, 0)), "one by one");
  }

  /** What one number spoils is what it touches, as in the sum that is meant. */
  @Test
  void numbersBeyondTheLimitAreSummedAsTheyStand() {
    float[] odd = {
      Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3e38f, -1e30f, 1e7f, 0x1p21f
    };
    for (Kind kind : Kind.values()) {
      ConvolutionSpec s = spec(kind, 20, 6, 6, 32, 3, 3, 32, 1, 1, 1);
      for (float number : odd) {
        for (boolean left : new boolean[] {true, false}) {
          float[] a = Trial.random(random, 20 * 36 * 32);
          float[] b = Trial.random(random, kind == Kind.WEIGHT ? 20 * 36 * 32 : 9 * 1024);
          float[] changed = left ? a : b;
          changed[random.nextInt(kind == Kind.WEIGHT || left ? 36 * 32 : 1024)] = number;
          int size = kind == Kind.WEIGHT ? 9 * 1024 : 20 * 36 * 32;
          float[] result = Trial.run(Trial.PORTABLE.convolution(s), a, b, size, false);
          assertArrayEquals(result, Trial.run(Trial.VECTOR.convolution(s), a, b, size, true));
          float[] plain = Trial.run(Convolutions.plain(s), a, b, size, false);
          boolean one = left && kind != Kind.WEIGHT;
          int spoilt = one ? 36 * 32 : size;
          assertArrayEquals(
              Arrays.copyOf(plain, spoilt), Arrays.copyOf(result, spoilt), kind + " " + number);
          for (int i = spoilt; i < size; i++) {
            assertEquals(plain[i], result[i], 1e-4 * (10 + Math.abs(plain[i])));
          }
        }
      }
    }
  }

  /** Rounding errors stay within a few units of the largest number, as close as the plain sum. */
  @Test
  void isAboutAsExactAsThePlainSum() {
    for (int[] size : new int[][] {{14, 32, 4, 64, 2}, {14, 32, 3, 32, 1}}) {
      ConvolutionSpec s =
          spec(Kind.FORWARD, 4, 14, 14, size[1], size[2], size[2], size[3], size[4], size[4], 1);
      float[] a = Trial.random(random, 4 * 14 * 14 * size[1]);
      float[] b = Trial.random(random, size[2] * size[2] * size[1] * size[3]);
      double[] expected = Trial.convolution(s, a, b);
      double plain =
          error(Trial.run(Convolutions.plain(s), a, b, expected.length, false), expected);
      double here =
          error(Trial.run(Trial.VECTOR.convolution(s), a, b, expected.length, false), expected);
      assertTrue(here < 3 * plain, "root mean square error " + here + ", plain sum " + plain);
    }
  }

  private static double error(float[] result, double[] expected) {
    double sum = 0;
    for (int i = 0; i < result.length; i++) {
      sum += (result[i] - expected[i]) * (result[i] - expected[i]);
    }
    return Math.sqrt(sum / result.length);
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
      int pad) {
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
              pad));
    }
  }

  private void check(ConvolutionSpec s) {
    assertTrue(Winograd.suits(s), s.toString());
    Trial.check(s, random);
  }

  private static ConvolutionSpec spec(
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
      int pad) {
    return new ConvolutionSpec(
        kind,
        images,
        ConvolutionGeometry.of(height, width, channels, outputs)
            .withKernel(kernelHeight, kernelWidth)
            .withStride(strideHeight, strideWidth)
            .withPadding(pad, pad, pad, pad));
  }
}
