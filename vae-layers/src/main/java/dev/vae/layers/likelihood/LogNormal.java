package dev.vae.layers.likelihood;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Pass;
import dev.vae.core.plugin.Support;
import java.util.List;
import java.util.Map;

/**
 * The log-normal distribution: log x is Gaussian, log p(x) = −½ z² − log s − ½ log 2π − log x with
 * z = (log x − m) / s. Heads: {@code location} m, {@code logScale} log s; m is kept within ±20 and
 * s below e³, so that the mean exp(m + s²/2) is finite.
 */
public final class LogNormal implements LikelihoodProvider {

  /** For ServiceLoader. */
  public LogNormal() {}

  @Override
  public String name() {
    return "logNormal";
  }

  @Override
  public Likelihood create(Options options) {
    return new Elementwise(
        Support.POSITIVE,
        List.of("location", "logScale"),
        (h, pass) ->
            new Of(
                Scales.between(h.get("location"), -20, 20),
                Scales.between(h.get("logScale"), Scales.LOW, 1.5),
                pass));
  }

  private record Of(Tensor location, Tensor logScale, Pass pass) implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      Tensor log = x.log();
      Tensor z = log.sub(location).div(logScale.exp());
      return z.square().mul(-0.5).sub(logScale).sub(log).sub(0.5 * Math.log(2 * Math.PI));
    }

    @Override
    public Tensor mean() {
      return logScale.mul(2).exp().mul(0.5).add(location).exp();
    }

    @Override
    public Tensor sample() {
      return Draws.normal(pass, location).mul(logScale.exp()).add(location).exp();
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("location", location, "scale", logScale.exp());
    }
  }
}
