package dev.vae.layers.likelihood;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.Categories;
import dev.vae.layers.density.Spikes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of which some single ones have a probability, and all others a density (a hurdle model,
 * Cragg 1971): p(x = aᵢ) = πᵢ, and p(x) = π₀ f(x) elsewhere. Head: {@code logits}, one for each
 * spike and one for the others, beside those of f. Options: {@code at}, the spikes aᵢ, numbers for
 * all columns ({@code [0]}) or a list of as many for each; {@code likelihood}, f ({@code gaussian}
 * with the decoder's variance), a density of any number. Values are compared in single precision.
 * Log-probabilities of spikes and log-densities of others are told alike, in nats.
 */
public final class Hurdle implements LikelihoodProvider {
  private static final String LOGITS = "logits";

  /** Found by ServiceLoader. */
  public Hurdle() {}

  @Override
  public String name() {
    return "hurdle";
  }

  @Override
  public Likelihood create(Options options) {
    Spec others =
        options.has("likelihood")
            ? options.spec("likelihood")
            : Spec.of("gaussian").with("variance", "perElement");
    Likelihood density = options.plugins().likelihood(others);
    if (density.support().kind() != Support.Kind.REAL || density.discrete()) {
      throw new IllegalArgumentException(
          "option 'likelihood' of 'hurdle' must have a density of any number, such as gaussian; the"
              + " values of "
              + others.name()
              + " are "
              + density.support().describe());
    }
    return new Of(Spikes.read("hurdle", options), density);
  }

  private record Of(Spikes spikes, Likelihood others) implements Likelihood {
    @Override
    public Map<String, Shape> heads(Shape event) {
      spikes.check(event);
      Map<String, Shape> heads = new LinkedHashMap<>();
      heads.put(LOGITS, Categories.behind(event, spikes.count() + 1));
      heads.putAll(others.heads(event));
      return heads;
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      Map<String, Tensor> own = new LinkedHashMap<>(heads);
      Tensor logits = own.remove(LOGITS);
      Tensor logShares = Functions.logSoftmax(logits, -1);
      return new Spiked(spikes, event, logShares, others.distribution(own, event, pass), pass);
    }

    @Override
    public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
      return others.initialValues(event, columns);
    }

    @Override
    public boolean discrete() {
      return false;
    }

    @Override
    public Support support() {
      return Support.REAL;
    }
  }

  private record Spiked(
      Spikes spikes, Shape event, Tensor logShares, Distribution others, Context pass)
      implements Distribution {

    /** The share of values that are no spike, {@code [N, columns]}, of one number for each. */
    private Tensor last(Tensor each) {
      Tensor one = each.slice(-1, spikes.count(), spikes.count() + 1);
      return one.reshape(one.shape().sub(0, one.shape().rank() - 1));
    }

    @Override
    public Tensor logProb(Tensor x) {
      Tensor zero = x.graph().constant(0);
      Tensor chosen = spikes.chosen(x, event);
      Tensor at = chosen.where(logShares.slice(-1, 0, spikes.count()), zero).sum(-1);
      return chosen.sum(-1).where(at, last(logShares).add(others.logProb(x)));
    }

    @Override
    public Tensor mean() {
      Tensor shares = logShares.exp();
      Tensor values = spikes.values(shares.graph(), event);
      return shares
          .slice(-1, 0, spikes.count())
          .mul(values)
          .sum(-1)
          .add(last(shares).mul(others.mean()));
    }

    @Override
    public Tensor sample() {
      Tensor chosen;
      try (var scope = pass.scope("spike")) {
        chosen = Categories.draw(pass, logShares);
      }
      Tensor values = spikes.values(chosen.graph(), event);
      Tensor at = chosen.slice(-1, 0, spikes.count()).mul(values).sum(-1);
      return last(chosen).where(others.sample(), at);
    }

    @Override
    public Map<String, Tensor> parameters() {
      Map<String, Tensor> parameters = new LinkedHashMap<>(others.parameters());
      parameters.put("probabilities", logShares.exp());
      return parameters;
    }
  }
}
