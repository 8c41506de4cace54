package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.QuantizationLevels;
import java.util.List;
import java.util.Map;

/**
 * Probabilities of grey levels, {@code x = 0, 1/255, ..., 1}: a logistic variable rounded to
 * levels, see {@link QuantizationLevels}. Heads: {@code location} (counted from the middle, ½),
 * {@code logScale}. Option {@code levels} (256).
 */
public final class DiscretizedLogistic implements LikelihoodProvider {

  /** For ServiceLoader. */
  public DiscretizedLogistic() {}

  @Override
  public String name() {
    return "discretizedLogistic";
  }

  @Override
  public Likelihood create(Options options) {
    QuantizationLevels levels = levels(options);
    return new ElementwiseLikelihood(
        Support.levels(levels.count()),
        List.of("location", "logScale"),
        levels::begin,
        (h, pass) ->
            new Of(
                levels,
                Heads.scaledAndShifted("location", h.get("location"), pass).add(0.5),
                levels.logScale(h.get("logScale"), pass),
                pass));
  }

  static QuantizationLevels levels(Options options) {
    int count = options.integer("levels", 256);
    if (count < 2) {
      throw new IllegalArgumentException("there must be at least 2 levels, not " + count);
    }
    return new QuantizationLevels(count);
  }

  private record Of(QuantizationLevels levels, Tensor location, Tensor logScale, Context pass)
      implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      return levels.logProb(x, location, logScale);
    }

    @Override
    public Tensor mean() {
      return QuantizationLevels.mean(location, logScale);
    }

    @Override
    public Tensor sample() {
      return levels.round(location.add(Draws.logistic(pass, location).mul(logScale.exp())));
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("location", location, "scale", logScale.exp());
    }
  }
}
