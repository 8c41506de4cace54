package dev.vae.core.internal.vector.product;

import dev.vae.core.internal.vector.lanes.Lanes;
import dev.vae.core.kernel.ConvolutionSpec;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of products channel by channel, as convolutions with one channel a group need them. */
public final class ChannelwiseProduct {
  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final int L = SPECIES.length();

  private ChannelwiseProduct() {}

  /** Whether every group of a convolution has one channel and one output. */
  public static boolean suit(ConvolutionSpec s) {
    return s.groups() > 1 && s.groups() == s.channels() && s.groups() == s.outputs();
  }

  /**
   * Computes one chain of sums for each channel: {@code c(j) = Σ a[aOffset + ks[i] + j] · b[bOffset
   * + (i − k) · stride + j]} over i ascending from k, or that sum added to c.
   */
  static void multiply(
      int channels,
      float[] a,
      int aOffset,
      int[] ks,
      int k,
      int kTo,
      float[] b,
      int bOffset,
      int stride,
      boolean add,
      float[] c,
      int cOffset) {
    int j = 0;
    for (; j <= channels - L; j += L) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = k; i < kTo; i++) {
        sum =
            FloatVector.fromArray(SPECIES, a, aOffset + ks[i] + j)
                .fma(FloatVector.fromArray(SPECIES, b, bOffset + (i - k) * stride + j), sum);
      }
      if (add) {
        sum = FloatVector.fromArray(SPECIES, c, cOffset + j).add(sum);
      }
      sum.intoArray(c, cOffset + j);
    }
    for (; j < channels; j++) {
      float sum = 0;
      for (int i = k; i < kTo; i++) {
        sum = Math.fma(a[aOffset + ks[i] + j], b[bOffset + (i - k) * stride + j], sum);
      }
      c[cOffset + j] = add ? c[cOffset + j] + sum : sum;
    }
  }
}
