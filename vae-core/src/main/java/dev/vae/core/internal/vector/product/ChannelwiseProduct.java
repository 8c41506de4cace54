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
   * One chain of sums for each channel: {@code c(j) = Σ a[aAt + ks[i] + j] · b[bAt + (i − k) ·
   * stride + j]} over i ascending from k, or that sum added to c.
   */
  static void multiply(
      int channels,
      float[] a,
      int aAt,
      int[] ks,
      int k,
      int kTo,
      float[] b,
      int bAt,
      int stride,
      boolean add,
      float[] c,
      int cAt) {
    int j = 0;
    for (; j <= channels - L; j += L) {
      FloatVector sum = FloatVector.zero(SPECIES);
      for (int i = k; i < kTo; i++) {
        sum =
            FloatVector.fromArray(SPECIES, a, aAt + ks[i] + j)
                .fma(FloatVector.fromArray(SPECIES, b, bAt + (i - k) * stride + j), sum);
      }
      if (add) {
        sum = FloatVector.fromArray(SPECIES, c, cAt + j).add(sum);
      }
      sum.intoArray(c, cAt + j);
    }
    for (; j < channels; j++) {
      float sum = 0;
      for (int i = k; i < kTo; i++) {
        sum = Math.fma(a[aAt + ks[i] + j], b[bAt + (i - k) * stride + j], sum);
      }
      c[cAt + j] = add ? c[cAt + j] + sum : sum;
    }
  }
}
