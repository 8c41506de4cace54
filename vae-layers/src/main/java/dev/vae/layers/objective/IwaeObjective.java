package dev.vae.layers.objective;

import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The negative importance-weighted bound, −E[log 1/K Σ wₖ] with wₖ = p(x, zₖ) / q(zₖ | x) and zₖ
 * drawn from q, a mean over rows in nats (Burda et al. 2015). Options: {@code samples} (5), K;
 * {@code gradient}, {@code reparameterized} (the bound's own, the default) or {@code
 * doublyReparameterized} (Tucker et al. 2018), which has the same expectation and, for the encoder,
 * a signal that does not drown in noise as K grows. Reports {@code importanceWeightedBound}, and
 * {@code effectiveSamples}, 1 / Σ (wₖ / Σ w)², between 1 and K.
 */
public final class IwaeObjective implements ObjectiveProvider {
  private static final String DOUBLY = "doublyReparameterized";

  /** Found by ServiceLoader. */
  public IwaeObjective() {}

  @Override
  public String name() {
    return "iwae";
  }

  @Override
  public Objective create(Options options) {
    int samples = options.integer("samples", 5);
    String gradient =
        options.choice("gradient", "reparameterized", List.of("reparameterized", DOUBLY));
    if (samples < 1) {
      throw new IllegalArgumentException("'iwae' needs at least 1 sample, not " + samples);
    }
    return gradient.equals(DOUBLY) ? new Doubly(samples) : new Iwae(samples);
  }

  /** The loss of log-weights {@code [K, N]}, differentiated as it stands. */
  private static Objective.Loss loss(Tensor logWeights) {
    Tensor bound = Functions.logMeanExp(logWeights, 0).mean();
    Tensor shares = Functions.softmax(logWeights.stopGradient(), 0);
    Map<String, Tensor> report = new LinkedHashMap<>();
    report.put("importanceWeightedBound", bound);
    report.put("effectiveSamples", shares.square().sum(0).pow(-1).mean());
    return new Objective.Loss(bound.neg(), report);
  }

  private record Iwae(int samples) implements Objective {
    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor joint = terms.logLikelihood().add(terms.logPrior());
      return IwaeObjective.loss(joint.sub(terms.draw().logProb()));
    }
  }

  /**
   * The parameters θ of likelihood and prior have the bound's own derivative, Σ w̃ₖ ∂θ log p(x, zₖ)
   * with w̃ = w / Σ w; those of the posterior have Σ w̃ₖ² ∂z log wₖ · ∂φ zₖ, where log w is
   * differentiated through z alone (Tucker et al. 2018).
   */
  private record Doubly(int samples) implements Objective {
    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor live = terms.draw().z();
      Tensor z = live.stopGradient();
      Tensor density = terms.posterior().logProb(z).orElseThrow(Doubly::noDensity);
      Tensor joint = terms.logLikelihood(z).add(terms.logPrior(z));
      Tensor logWeights = joint.sub(density);
      Tensor shares = Functions.softmax(logWeights, 0).stopGradient();
      Tensor slope = Gradients.of(shares.mul(logWeights).sum(), List.of(z)).get(0);
      Tensor forTheta = shares.mul(joint).sum(0);
      Tensor forPhi = shares.mul(slope.stopGradient().mul(live).sum(-1)).sum(0);
      Tensor surrogate = forTheta.add(forPhi).mean();
      Loss loss = IwaeObjective.loss(logWeights.stopGradient());
      // a zero with a derivative
      Tensor derivative = surrogate.stopGradient().sub(surrogate);
      return new Loss(loss.value().add(derivative), loss.report());
    }

    private static IllegalArgumentException noDensity() {
      return new IllegalArgumentException(
          "'iwae' with gradient '"
              + DOUBLY
              + "' differentiates log q(z | x) at given latents, which this posterior has no"
              + " closed form of (a flow that cannot be inverted, or a single point); take gradient"
              + " 'reparameterized', or a Gaussian posterior");
    }
  }
}
