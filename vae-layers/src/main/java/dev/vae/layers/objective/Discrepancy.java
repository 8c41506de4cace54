package dev.vae.layers.objective;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Options;
import java.util.List;

/**
 * The squared maximum mean discrepancy of latents drawn from posterior and prior, one each for a
 * row, by the unbiased estimate (Gretton et al. 2012, equation 3), which is around 0, and may be
 * below it, where the two agree. Kernels of the squared distance r², in d dimensions:
 *
 * <ul>
 *   <li>{@code rbf}: exp(−r² / (2 b² d));
 *   <li>{@code imq}, inverse multiquadratic, whose tails are heavier: Σ sC / (sC + r²) over s =
 *       0.1, 0.2, 0.5, 1, 2, 5, 10 with C = 2 b² d (Tolstikhin et al. 2018, section 4, and their
 *       program).
 * </ul>
 *
 * @param bandwidth b, how far apart latents are in each dimension, as the prior's deviation
 */
record Discrepancy(Kernel kernel, double bandwidth) {
  private static final double[] SCALES = {0.1, 0.2, 0.5, 1, 2, 5, 10};

  /** How alike two latents are. */
  enum Kernel {
    RBF,
    IMQ
  }

  /** Reads options {@code kernel} and {@code bandwidth} (1). */
  static Discrepancy of(Options options, String otherwise) {
    String kernel = options.choice("kernel", otherwise, List.of("rbf", "imq"));
    double bandwidth = options.decimal("bandwidth", 1);
    if (!(bandwidth > 0)) {
      throw new IllegalArgumentException(
          "the kernel's bandwidth must be above 0, not " + bandwidth);
    }
    return new Discrepancy(kernel.equals("rbf") ? Kernel.RBF : Kernel.IMQ, bandwidth);
  }

  /** A scalar. */
  Tensor between(Objective.Terms terms) {
    Tensor prior = terms.samplePrior();
    Tensor posterior = terms.draw().z().reshape(prior.shape());
    Tensor rows = prior.graph().rows();
    Tensor pairs = rows.mul(rows.sub(1)).max(1);
    Tensor same = others(posterior).add(others(prior)).div(pairs);
    return same.sub(alike(posterior, prior).sum().mul(2).div(rows.square()));
  }

  /** Σ over pairs of different rows: each row is wholly like itself. */
  private Tensor others(Tensor z) {
    double self = kernel == Kernel.RBF ? 1 : SCALES.length;
    return alike(z, z).sum().sub(z.graph().rows().mul(self));
  }

  /** {@code [N, N]} of two times {@code [N, d]}. */
  private Tensor alike(Tensor a, Tensor b) {
    Dim d = a.shape().dim(1);
    Tensor apart = a.reshape(Shape.of(Dim.N, Dim.of(1), d)).sub(b).square().sum(-1);
    double c = 2 * bandwidth * bandwidth * d.factor();
    return switch (kernel) {
      case RBF -> apart.mul(-1 / c).exp();
      case IMQ -> {
        Tensor sum = null;
        for (double s : SCALES) {
          Tensor part = apart.mul(1 / (s * c)).add(1).pow(-1);
          sum = sum == null ? part : sum.add(part);
        }
        yield sum;
      }
    };
  }
}
