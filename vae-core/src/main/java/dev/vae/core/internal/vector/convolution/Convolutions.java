package dev.vae.core.internal.vector.convolution;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;

/** Which form of a convolution is run. */
public final class Convolutions {
  private Convolutions() {}

  /** Returns a convolution as the sum it stands for. */
  public static Product plain(ConvolutionSpec spec) {
    if (ThinConvolution.suits(spec)) {
      boolean patches = spec.kind() == ConvolutionSpec.Kind.TRANSPOSE;
      return patches && PatchConvolution.suits(spec)
          ? new PatchConvolution(spec)
          : ThinConvolution.of(spec);
    }
    return switch (spec.kind()) {
      case FORWARD -> new ForwardConvolution(spec);
      case TRANSPOSE -> new BackwardConvolution(spec);
      case WEIGHT -> new WeightGradient(spec);
    };
  }
}
