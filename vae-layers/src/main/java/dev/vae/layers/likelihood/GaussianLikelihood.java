package dev.vae.layers.likelihood;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.LogVariance;
import dev.vae.layers.density.MomentEstimates;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Normal values: log p(x) = −½ (log 2π + log σ² + (x − μ)² / σ²). Options: {@code variance}: {@code
 * fixed}, {@code learned} (one for all, the default), {@code perDimension} (one for each column) or
 * {@code perElement} (the decoder's, different for every row); {@code value} (1), the fixed
 * variance or the first one.
 */
public final class GaussianLikelihood implements LikelihoodProvider {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);
  private static final String LOG_VARIANCE = "logVariance";

  /** Found by ServiceLoader. */
  public GaussianLikelihood() {}

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public Likelihood create(Options options) {
    String variance =
        options.choice(
            "variance", "learned", List.of("fixed", "learned", "perDimension", "perElement"));
    double given = options.decimal("value", Double.NaN);
    boolean asked = !Double.isNaN(given);
    double value = asked ? given : 1;
    if (!(value > 0)) {
      throw new IllegalArgumentException(
          "option 'value' of 'gaussian' must be above 0, not " + value);
    }
    return new Gaussian(variance, LogVariance.free(Math.log(value)), Math.log(value), asked);
  }

  private record Gaussian(String variance, double free, double fixed, boolean asked)
      implements Likelihood {
    @Override
    public Map<String, Shape> heads(Shape event) {
      Map<String, Shape> heads = new LinkedHashMap<>();
      heads.put("mean", event);
      if (variance.equals("perElement")) {
        heads.put(LOG_VARIANCE, event);
      }
      return heads;
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      Initializer first = Initializer.constant(free);
      Tensor logVariance =
          switch (variance) {
            case "fixed" -> pass.graph().constant(fixed);
            case "learned" ->
                around(pass.parameter(LOG_VARIANCE, Shape.of(1), first), Shape.of(1), pass);
            case "perDimension" -> around(pass.parameter(LOG_VARIANCE, event, first), event, pass);
            default -> around(heads.get(LOG_VARIANCE).add(free), event, pass);
          };
      return new Normal(Heads.scaledAndShifted("mean", heads.get("mean"), pass), logVariance, pass);
    }

    private static Tensor around(Tensor given, Shape shape, Context pass) {
      Tensor start = Heads.shift(LOG_VARIANCE, shape, pass);
      Tensor limit = pass.graph().constant(LogVariance.LIMIT);
      pass.limit(LOG_VARIANCE, given.add(start), start.sub(limit), start.add(limit));
      return LogVariance.limited(given).add(start);
    }

    @Override
    public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
      Map<String, double[]> values = new LinkedHashMap<>();
      Heads.initialize(values, "mean", columns, Marginal::mean, MomentEstimates::deviation);
      if (asked || variance.equals("fixed")) {
        return values;
      }
      if (variance.equals("learned")) {
        values.putAll(shared(columns));
      } else {
        values.putAll(
            Heads.initialize(
                LOG_VARIANCE, columns, c -> 2 * Math.log(MomentEstimates.deviation(c))));
      }
      return values;
    }

    /** One variance for all columns begins with the mean of theirs. */
    private static Map<String, double[]> shared(List<Marginal> columns) {
      double[] each =
          columns.stream().filter(c -> c.count() > 0).mapToDouble(Marginal::variance).toArray();
      double mean = Arrays.stream(each).average().orElse(1);
      if (!(mean > 0)) {
        return Map.of();
      }
      Map<String, double[]> values = new LinkedHashMap<>();
      Heads.initialize(values, LOG_VARIANCE, new double[] {Math.log(mean)}, null);
      return values;
    }

    @Override
    public Support support() {
      return Support.REAL;
    }
  }

  private record Normal(Tensor mean, Tensor logVariance, Context pass) implements Distribution {
    @Override
    public Tensor logProb(Tensor x) {
      Tensor distance = x.sub(mean).square().mul(logVariance.neg().exp());
      return distance.add(logVariance.add(LOG_2_PI)).mul(-0.5);
    }

    @Override
    public Tensor sample() {
      Tensor noise = pass.noise(Noise.Distribution.NORMAL, mean.shape());
      return mean.add(noise.mul(logVariance.mul(0.5).exp()));
    }

    @Override
    public Map<String, Tensor> parameters() {
      Map<String, Tensor> parameters = new LinkedHashMap<>();
      parameters.put("mean", mean);
      parameters.put("variance", logVariance.exp().expand(mean.shape()));
      return parameters;
    }
  }
}
