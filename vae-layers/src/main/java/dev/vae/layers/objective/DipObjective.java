package dev.vae.layers.objective;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The negative bound plus λ_od Σ Cᵢⱼ² over i ≠ j plus λ_d Σ (Cᵢᵢ − 1)², which pulls the covariance
 * C of the aggregate posterior, estimated from the batch, towards the identity (Kumar et al. 2018,
 * "DIP-VAE", equations 6 and 7). Options: {@code variant}, {@code I} (C is the covariance of the
 * posteriors' means, the default) or {@code II} (of z itself: for a diagonal Gaussian that of the
 * means plus the mean variances, for other posteriors that of the draws); {@code offDiagonal} (10),
 * λ_od; {@code diagonal}, λ_d, for I 10·λ_od and for II λ_od if not given. Reports {@code
 * offDiagonalPenalty} and {@code diagonalPenalty}, the two sums without their weights.
 */
public final class DipObjective implements ObjectiveProvider {

  /** Found by ServiceLoader. */
  public DipObjective() {}

  @Override
  public String name() {
    return "dip";
  }

  @Override
  public Objective create(Options options) {
    boolean ofMeans = options.choice("variant", "I", List.of("I", "II")).equals("I");
    double offDiagonal = options.decimal("offDiagonal", 10);
    double diagonal = options.decimal("diagonal", ofMeans ? 10 * offDiagonal : offDiagonal);
    if (!(offDiagonal >= 0) || !(diagonal >= 0)) {
      throw new IllegalArgumentException(
          "'dip' needs offDiagonal and diagonal of at least 0, not "
              + offDiagonal
              + ", "
              + diagonal);
    }
    return new Dip(ofMeans, offDiagonal, diagonal);
  }

  private record Dip(boolean ofMeans, double offDiagonal, double diagonal) implements Objective {
    @Override
    public int samples() {
      return 1;
    }

    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor bound = terms.logLikelihood().mean().sub(terms.kl().mean());
      Tensor covariance = covariance(terms);
      Tensor one = identity(covariance);
      Tensor apart = covariance.sub(one).square();
      Tensor on = apart.mul(one).sum();
      Tensor off = apart.mul(one.neg().add(1)).sum();
      Map<String, Tensor> report = new LinkedHashMap<>();
      report.put("offDiagonalPenalty", off);
      report.put("diagonalPenalty", on);
      return new Loss(off.mul(offDiagonal).add(on.mul(diagonal)).sub(bound), report);
    }

    private Tensor covariance(Terms terms) {
      Tensor mean = terms.posterior().mean();
      if (ofMeans) {
        return ofRows(mean);
      }
      return terms
          .posterior()
          .logVariance()
          .map(v -> ofRows(mean).add(v.exp().mean(0).mul(identity(ofRows(mean)))))
          .orElseGet(() -> ofRows(terms.draw().z().reshape(mean.shape())));
    }

    /** {@code [d, d]} of {@code [N, d]}. */
    private static Tensor ofRows(Tensor z) {
      Tensor apart = z.sub(z.mean(0));
      return apart.matmul(apart, true, false).div(z.graph().rows());
    }

    private static Tensor identity(Tensor like) {
      int d = like.shape().dim(0).factor();
      double[] ones = like.graph().zeros(d, d);
      for (int i = 0; i < d; i++) {
        ones[i * d + i] = 1;
      }
      return like.graph().constant(Shape.of(d, d), ones);
    }
  }
}
