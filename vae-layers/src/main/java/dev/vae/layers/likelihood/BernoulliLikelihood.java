package dev.vae.layers.likelihood;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.MomentEstimates;
import java.util.List;
import java.util.Map;

/**
 * Each value is 1 with probability sigmoid(logit), else 0: log p(x) = x·l − softplus(l). Grey
 * values between 0 and 1 are taken as probabilities; then this is the negative cross-entropy, no
 * likelihood of the data.
 */
public final class BernoulliLikelihood implements LikelihoodProvider {
  /** Found by ServiceLoader. */
  public BernoulliLikelihood() {}

  @Override
  public String name() {
    return "bernoulli";
  }

  @Override
  public Likelihood create(Options options) {
    return new Likelihood() {
      @Override
      public Map<String, Shape> heads(Shape event) {
        return Map.of("logits", event);
      }

      @Override
      public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
        return new Bernoulli(Heads.shifted("logits", heads.get("logits"), pass), pass);
      }

      @Override
      public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
        return Heads.initialize(
            "logits", columns, c -> MomentEstimates.logit(MomentEstimates.share(c, 1)));
      }

      @Override
      public Support support() {
        return Support.BINARY;
      }
    };
  }

  private record Bernoulli(Tensor logits, Context pass) implements Distribution {
    @Override
    public Tensor logProb(Tensor x) {
      return x.mul(logits).sub(logits.softplus());
    }

    @Override
    public Tensor mean() {
      return logits.sigmoid();
    }

    @Override
    public Tensor sample() {
      return pass.noise(Noise.Distribution.UNIFORM, logits.shape()).less(mean());
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("logits", logits);
    }
  }
}
