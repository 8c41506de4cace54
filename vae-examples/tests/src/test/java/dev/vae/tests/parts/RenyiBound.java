package dev.vae.tests.parts;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import java.util.Map;

/**
 * The variational Rényi bound, log E[(p(x, z) / q(z | x))^(1−α)] / (1 − α) over K draws (Li and
 * Turner 2016): tighter than the ELBO for α below 1, and the importance-weighted bound for 0.
 * Options: {@code alpha} (0.5), {@code samples} (5).
 */
public final class RenyiBound implements ObjectiveProvider {
  @Override
  public String name() {
    return "renyi";
  }

  @Override
  public Objective create(Options options) {
    double alpha = options.decimal("alpha", 0.5);
    if (alpha == 1) {
      throw new IllegalArgumentException("for 'alpha' 1 this is the ELBO: use 'elbo'");
    }
    return new Bound(alpha, options.integer("samples", 5));
  }

  private record Bound(double alpha, int samples) implements Objective {
    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor logWeights = terms.logLikelihood().add(terms.logPrior()).sub(terms.draw().logProb());
      Tensor powers = Functions.logMeanExp(logWeights.mul(1 - alpha), 0);
      Tensor bound = powers.mul(1 / (1 - alpha)).mean();
      return new Loss(bound.neg(), Map.of("renyiBound", bound));
    }
  }
}
