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
 * The Laplace distribution: log p(x) = −|x − m| / b − log 2b. Heads: {@code location} m, {@code
 * logScale} log b.
 */
public final class Laplace implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Laplace() {}

  @Override
  public String name() {
    return "laplace";
  }

  @Override
  public Likelihood create(Options options) {
    return ElementwiseLikelihood.located(Math.sqrt(0.5), Of::new);
  }

  private record Of(Tensor location, Tensor logScale, Context pass) implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      return x.sub(location).abs().div(logScale.exp()).neg().sub(logScale).sub(Math.log(2));
    }

    @Override
    public Tensor mean() {
      return location;
    }

    @Override
    public Tensor sample() {
      Tensor u = Draws.uniform(pass, location).sub(0.5);
      Tensor size = u.abs().mul(-2).log1p().neg();
      return location.add(u.sign().mul(size).mul(logScale.exp()));
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("location", location, "scale", logScale.exp());
    }
  }
}
