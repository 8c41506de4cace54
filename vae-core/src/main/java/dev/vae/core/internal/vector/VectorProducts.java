package dev.vae.core.internal.vector;

import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.Winograd;

/** Products and convolutions for the vector kernels. */
public final class VectorProducts {
  private VectorProducts() {}

  /** A matrix product. */
  public static Product product(ProductSpec spec) {
    return new MatrixProduct(spec);
  }

  /** A convolution. */
  public static Product convolution(ConvolutionSpec spec) {
    if (!Winograd.suits(spec)) {
      return plain(spec);
    }
    return spec.kind() == ConvolutionSpec.Kind.WEIGHT
        ? new WinogradWeights(spec)
        : new WinogradConvolution(spec);
  }

  /** A convolution as the sum it stands for. */
  static Product plain(ConvolutionSpec spec) {
    if (ThinConvolution.suits(spec)) {
      boolean patches = spec.kind() == ConvolutionSpec.Kind.TRANSPOSE;
      return patches && PatchConvolution.suits(spec)
          ? new PatchConvolution(spec)
          : ThinConvolution.of(spec);
    }
    return switch (spec.kind()) {
      case FORWARD -> new ForwardConvolution(spec);
      case TRANSPOSE -> new TransposedConvolution(spec);
      case WEIGHT -> new WeightConvolution(spec);
    };
  }
}
