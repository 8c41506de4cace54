package dev.vae.core.estimate;

import java.util.List;
import java.util.Optional;

/**
 * How much the latents of a model carry, together and dimension by dimension; all in nats.
 *
 * @param rows how many rows were judged
 * @param rate KL(q(z | x) || p(z)), the mean over rows: what the latents tell about a row, at most
 *     (Alemi et al. 2018)
 * @param distortion −E[log p(x | z)]: what they do not tell
 * @param klByDimension KL(q(zⱼ | x) || p(zⱼ)), means over rows; empty without closed form
 * @param varianceOfMean Var over rows of E[zⱼ | x]
 * @param aggregate what takes the posterior of all rows together; empty where densities of
 *     posteriors are not known
 * @param unknown what could not be told, and why
 */
public record LatentMetrics(
    long rows,
    Mean rate,
    Mean distortion,
    Optional<List<Double>> klByDimension,
    List<Double> varianceOfMean,
    Optional<Aggregate> aggregate,
    List<String> unknown) {

  /**
   * A mean over rows, or over draws for them.
   *
   * @param value in nats
   * @param standardError of the mean; NaN for one row
   */
  public record Mean(double value, double standardError) {}

  /** A unit is active if the variance of its mean is above this (Burda et al. 2015). */
  public static final double ACTIVE = 0.01;

  /** Copies. */
  public LatentMetrics {
    klByDimension = klByDimension.map(List::copyOf);
    varianceOfMean = List.copyOf(varianceOfMean);
    unknown = List.copyOf(unknown);
  }

  /** Returns how many units are active. */
  public int activeUnits() {
    return (int) varianceOfMean.stream().filter(v -> v > ACTIVE).count();
  }

  /**
   * The KL of the aggregate posterior q(z) = 1/M Σ q(z | xₘ) taken apart: rate = mutual information
   * + total correlation + dimension-wise KL (Hoffman and Johnson 2016; Chen et al. 2018). Each is a
   * mean over one draw of z for each of the M rows, with the mixture over all of them.
   *
   * @param rows M; no more than log M of mutual information can be seen
   * @param mutualInformation I(x; z) = E[log q(z | x) − log q(z)] of these rows
   * @param totalCorrelation E[log q(z) − Σ log q(zⱼ)]
   * @param dimensionWiseKl E[Σ log q(zⱼ) − log p(z)]; where the prior's dimensions are independent
   *     the sum of KL(q(zⱼ) || p(zⱼ))
   */
  public record Aggregate(
      int rows, Mean mutualInformation, Mean totalCorrelation, Mean dimensionWiseKl) {

    /** Returns log M, the most mutual information that M rows can show. */
    public double ceiling() {
      return StrictMath.log(rows);
    }
  }
}
