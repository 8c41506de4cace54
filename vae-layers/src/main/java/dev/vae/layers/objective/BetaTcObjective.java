package dev.vae.layers.objective;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bound with its KL taken apart, −E[log p(x | z)] + α·I(x; z) + β·TC(z) + γ·Σ KL(q(zⱼ) ||
 * p(zⱼ)) (Chen et al. 2018, "β-TCVAE"), a mean over rows in nats; with α = β = γ = 1 it is the
 * bound itself. Options {@code alpha} (1), {@code beta} (6), {@code gamma} (1); {@code sampling},
 * how the aggregate posterior q(z) = 1/n Σ q(z | xⱼ) of all n rows to train on is estimated from a
 * batch:
 *
 * <ul>
 *   <li>{@code weighted} (the default): the mean over the batch of N rows divided by n
 *       (minibatch-weighted sampling), whose logarithm is too small by log N to log n: the reported
 *       information is too large by that, the total correlation by up to d·log n − log N;
 *   <li>{@code stratified} (minibatch-stratified sampling): the row that z was drawn for has weight
 *       1/n, the others share the rest, an unbiased estimate of q(z). The paper gives one of the
 *       others a smaller weight; all sharing it equally is the mean over which one that is, with
 *       the same expectation and less variance.
 * </ul>
 *
 * <p>Reports {@code mutualInformation}, {@code totalCorrelation} and {@code dimensionwiseKl} (which
 * for a prior of dependent dimensions is log Πⱼ q(zⱼ) − log p(z)).
 */
public final class BetaTcObjective implements ObjectiveProvider {

  /** Found by ServiceLoader. */
  public BetaTcObjective() {}

  @Override
  public String name() {
    return "betaTc";
  }

  @Override
  public Objective create(Options options) {
    BetaTc objective =
        new BetaTc(
            options.decimal("alpha", 1),
            options.decimal("beta", 6),
            options.decimal("gamma", 1),
            options
                .choice("sampling", "weighted", List.of("weighted", "stratified"))
                .equals("stratified"));
    if (!(objective.alpha >= 0) || !(objective.beta >= 0) || !(objective.gamma >= 0)) {
      throw new IllegalArgumentException(
          "'betaTc' needs alpha, beta and gamma of at least 0, not " + objective);
    }
    return objective;
  }

  private record BetaTc(double alpha, double beta, double gamma, boolean stratified)
      implements Objective {

    @Override
    public int samples() {
      return 1;
    }

    @Override
    public Loss loss(Terms terms, Context pass) {
      Inference q = terms.posterior();
      Tensor drawn = terms.draw().z();
      Dim d = drawn.shape().dim(2);
      Tensor z = drawn.reshape(Shape.of(Dim.N, Dim.of(1), d));
      // [i, j]: the latents drawn for row i under the posterior of row j
      Tensor joint = q.logProb(z).orElseThrow(BetaTc::noDensity);
      Tensor marginals = q.marginalLogProb(z).orElseThrow(BetaTc::noDensity);
      Tensor weights = logWeights(pass);
      Tensor each = weights.shape().rank() == 0 ? weights : withLastAxis(weights);
      Tensor aggregate = joint.add(weights).logSumExp(1);
      Tensor product = marginals.add(each).logSumExp(1).sum(-1);
      Tensor information = terms.draw().logProb().reshape(Shape.batch()).sub(aggregate).mean();
      Tensor correlation = aggregate.sub(product).mean();
      Tensor dimensions = product.sub(terms.logPrior().reshape(Shape.batch())).mean();
      Map<String, Tensor> report = new LinkedHashMap<>();
      report.put("mutualInformation", information);
      report.put("totalCorrelation", correlation);
      report.put("dimensionwiseKl", dimensions);
      Tensor kl = information.mul(alpha).add(correlation.mul(beta)).add(dimensions.mul(gamma));
      return new Loss(kl.sub(terms.logLikelihood().mean()), report);
    }

    /** A scalar, or {@code [N, N]}. */
    private Tensor logWeights(Context pass) {
      Tensor all = pass.trainingRows();
      Tensor batch = pass.graph().rows();
      if (!stratified) {
        return all.mul(batch).log().neg();
      }
      Tensor others = batch.sub(1).max(1);
      Tensor share = all.sub(1).max(1).div(all.mul(others)).log();
      return own(pass).where(all.log().neg(), share);
    }

    /**
     * 1 on the diagonal of {@code [N, N]}, else 0: where a number drawn for each row equals itself.
     * Two rows of a batch of 128 draw the same one of 2²³ in one of about 1000 batches, and then
     * each other's weight is a little off once.
     */
    private static Tensor own(Context pass) {
      Tensor number = pass.noise(Noise.Distribution.UNIFORM, Shape.batch(1));
      return number.equalTo(number.reshape(Shape.of(Dim.of(1), Dim.N)));
    }

    private static Tensor withLastAxis(Tensor t) {
      return t.reshape(Shape.of(t.shape().dim(0), t.shape().dim(1), Dim.of(1)));
    }

    private static IllegalArgumentException noDensity() {
      return new IllegalArgumentException(
          "'betaTc' needs log q(z | x) of the latents of other rows, as a whole and by dimension,"
              + " which this posterior has no closed form of; take a Gaussian posterior");
    }
  }
}
