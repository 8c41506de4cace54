package dev.vae.core.internal.vector;

import dev.vae.core.internal.vector.convolution.Convolutions;
import dev.vae.core.internal.vector.product.DeepProduct;
import dev.vae.core.internal.vector.product.MatrixProduct;
import dev.vae.core.internal.vector.product.SingleRowProduct;
import dev.vae.core.internal.vector.winograd.WinogradConvolution;
import dev.vae.core.internal.vector.winograd.WinogradWeights;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.Winograd;

/** Products and convolutions for the vector kernels. */
final class VectorProducts {
  private VectorProducts() {}

  /** Returns a matrix product. */
  public static Product product(ProductSpec spec) {
    if (DeepProduct.suits(spec)) {
      return new DeepProduct(spec);
    }
    return SingleRowProduct.suits(spec) ? new SingleRowProduct(spec) : new MatrixProduct(spec);
  }

  /** Returns a convolution. */
  public static Product convolution(ConvolutionSpec spec) {
    if (!Winograd.suits(spec)) {
      return Convolutions.plain(spec);
    }
    return spec.kind() == ConvolutionSpec.Kind.WEIGHT
        ? new WinogradWeights(spec)
        : new WinogradConvolution(spec);
  }
}
