package acme.waves;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import java.util.Map;

// The negative ELBO with a KL whose weight goes from 0 to 1 in the first half of every "period"
// epochs, so that latents are not given up early (Fu et al. 2019, equation 6).
public final class CyclicElbo implements ObjectiveProvider {
  @Override
  public String name() {
    return "cyclicElbo";
  }

  @Override
  public Objective create(Options options) {
    return new Cyclic(options.decimal("period", 10));
  }

  private record Cyclic(double period) implements Objective {
    Cyclic {
      if (!(period > 0)) {
        throw new IllegalArgumentException("'period' must be above 0, not " + period);
      }
    }

    @Override
    public int samples() {
      return 1;
    }

    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor periods = pass.epoch().div(period);
      Tensor weight = periods.sub(periods.floor()).mul(2).min(1);
      Tensor loss = terms.kl().mean().mul(weight).sub(terms.logLikelihood().mean());
      return new Loss(loss, Map.of("klWeight", weight));
    }
  }
}
