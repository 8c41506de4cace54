package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import java.util.Map;

/**
 * The logistic distribution: log p(x) = −z − log s − 2 softplus(−z) with z = (x − m) / s. Heads:
 * {@code location} m, {@code logScale} log s.
 */
public final class Logistic implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Logistic() {}

  @Override
  public String name() {
    return "logistic";
  }

  @Override
  public Likelihood create(Options options) {
    return ElementwiseLikelihood.located(Math.sqrt(3) / Math.PI, Of::new);
  }

  private record Of(Tensor location, Tensor logScale, Context pass) implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      Tensor z = x.sub(location).div(logScale.exp());
      return z.neg().sub(logScale).sub(z.neg().softplus().mul(2));
    }

    @Override
    public Tensor mean() {
      return location;
    }

    @Override
    public Tensor sample() {
      return location.add(Draws.logistic(pass, location).mul(logScale.exp()));
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("location", location, "scale", logScale.exp());
    }
  }
}
