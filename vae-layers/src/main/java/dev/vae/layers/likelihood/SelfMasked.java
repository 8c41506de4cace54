package dev.vae.layers.likelihood;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A likelihood of values that are missing not at random, but by their own size: p(missing | x) =
 * sigmoid(w x + b) for each element, learned with all else; where a value is missing, a draw from
 * the likelihood stands for it (not-MIWAE with self-masking, Ipsen et al. 2021). Options: {@code
 * likelihood}, that of the values ({@code gaussian}); {@code missing}, which values are missing
 * more often: {@code high} (the default, w &gt; 0), {@code low} (w &lt; 0) or {@code either} (w as
 * it is learned, which a table says little about). Parameters {@code missingWeight} and {@code
 * missingBias}, one for each element, a tenth of what they stand for.
 */
public final class SelfMasked implements LikelihoodProvider {
  /** Steps of a net's weights are small for the slope of a curve over whole values. */
  private static final double SCALE = 10;

  /** Found by ServiceLoader. */
  public SelfMasked() {}

  @Override
  public String name() {
    return "selfMasked";
  }

  @Override
  public Likelihood create(Options options) {
    Spec values = options.has("likelihood") ? options.spec("likelihood") : Spec.of("gaussian");
    String missing = options.choice("missing", "high", List.of("high", "low", "either"));
    return new Of(options.plugins().likelihood(values), missing);
  }

  private record Of(Likelihood values, String missing) implements Likelihood {
    @Override
    public Map<String, Shape> heads(Shape event) {
      return values.heads(event);
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      Tensor given = scaled(pass.parameter("missingWeight", event, Initializer.constant(0)));
      Tensor weight =
          switch (missing) {
            case "high" -> softplus(given);
            case "low" -> softplus(given).neg();
            default -> given;
          };
      Tensor bias = scaled(pass.parameter("missingBias", event, Initializer.constant(0)));
      return new Masked(values.distribution(heads, event, pass), weight, bias);
    }

    private static Tensor scaled(Tensor parameter) {
      return parameter.mul(SCALE);
    }

    private static Tensor softplus(Tensor x) {
      return Functions.logSigmoid(x.neg()).neg();
    }

    @Override
    public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
      return values.initialValues(event, columns);
    }

    @Override
    public boolean discrete() {
      return values.discrete();
    }

    @Override
    public Support support() {
      return values.support();
    }

    @Override
    public List<Support> supports(Shape event) {
      return values.supports(event);
    }
  }

  /** Its draw is one: what is missing in its density is what it draws. */
  private static final class Masked implements Distribution {
    private final Distribution values;
    private final Tensor weight;
    private final Tensor bias;
    private Tensor sample;

    Masked(Distribution values, Tensor weight, Tensor bias) {
      this.values = values;
      this.weight = weight;
      this.bias = bias;
    }

    @Override
    public Tensor logProb(Tensor x) {
      return values.logProb(x);
    }

    @Override
    public Optional<Tensor> logObserved(Tensor x, Tensor observed) {
      Tensor whole = observed.where(x, sample().reshape(x.shape()));
      Tensor logit = whole.mul(weight).add(bias);
      Tensor there = Functions.logSigmoid(logit.neg());
      return Optional.of(observed.where(there, Functions.logSigmoid(logit)));
    }

    @Override
    public Tensor mean() {
      return values.mean();
    }

    @Override
    public Tensor sample() {
      if (sample == null) {
        sample = values.sample();
      }
      return sample;
    }

    @Override
    public Map<String, Tensor> parameters() {
      return values.parameters();
    }
  }
}
