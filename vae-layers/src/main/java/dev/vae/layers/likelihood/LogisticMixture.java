package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
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
import dev.vae.layers.density.Categories;
import dev.vae.layers.density.MomentEstimates;
import dev.vae.layers.density.QuantizationLevels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A mixture of discretized logistics for each element (Salimans et al. 2017, "PixelCNN++"). Heads,
 * each with one value for each component behind the element's axes: {@code mixtureLogits}, {@code
 * location}, {@code logScale}. Options {@code components} (5) and {@code levels} (256).
 */
public final class LogisticMixture implements LikelihoodProvider {

  /** For ServiceLoader. */
  public LogisticMixture() {}

  @Override
  public String name() {
    return "discretizedLogisticMixture";
  }

  @Override
  public Likelihood create(Options options) {
    int components = options.integer("components", 5);
    if (components < 1) {
      throw new IllegalArgumentException(
          "'discretizedLogisticMixture' needs at least one component, not " + components);
    }
    return new Mixture(components, DiscretizedLogistic.levels(options));
  }

  private record Mixture(int components, QuantizationLevels levels) implements Likelihood {

    @Override
    public Map<String, Shape> heads(Shape event) {
      ArrayList<Dim> dims = new ArrayList<>(event.dims());
      dims.add(Dim.of(components));
      Shape shape = new Shape(dims);
      Map<String, Shape> heads = new LinkedHashMap<>();
      heads.put("mixtureLogits", shape);
      heads.put("location", shape);
      heads.put("logScale", shape);
      return heads;
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      // Components start apart, evenly over the range, or they would all learn the same.
      double[] starts = pass.graph().zeros(components);
      for (int i = 0; i < components; i++) {
        starts[i] = (i + 0.5) / components;
      }
      Tensor logits = heads.get("mixtureLogits");
      Tensor start = logits.graph().constant(Shape.of(components), starts);
      Tensor logWeights = logits.sub(logits.reduce(Op.LOG_SUM_EXP, true, -1));
      Tensor logScale = levels.logScale(heads.get("logScale").sub(1), pass);
      Tensor location = Heads.scaledAndShifted("location", heads.get("location"), pass).add(start);
      return new Of(levels, logWeights, location, logScale, pass);
    }

    /** Components begin at quantiles of the logistic variable that one alone would be. */
    @Override
    public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
      int count = columns.size() * components;
      double[] at = new double[count];
      double[] apart = new double[count];
      double[] log = new double[count];
      double[] one = new double[count];
      Arrays.fill(one, 1);
      Arrays.fill(apart, 1);
      for (int i = 0; i < count; i++) {
        Marginal column = columns.get(i / components);
        if (column.count() > 0) {
          int k = i % components;
          double scale = levels.scale(column);
          double quantile = MomentEstimates.logit((k + 0.5) / components);
          at[i] = column.mean() + 0.8 * scale * quantile - (k + 0.5) / components;
          apart[i] = levels.deviation(column);
          // distribution() takes off 1 before it broadcasts
          log[i] = Math.log(components == 1 ? scale : 0.7 * scale) + 1;
        }
      }
      Map<String, double[]> values = new LinkedHashMap<>();
      Heads.initialize(values, "location", at, apart);
      Heads.initialize(values, "logScale", log, one);
      return values;
    }

    @Override
    public Support support() {
      return Support.levels(levels.count());
    }
  }

  private record Of(
      QuantizationLevels levels, Tensor logWeights, Tensor location, Tensor logScale, Context pass)
      implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      Tensor column = x.reshape(Categories.behind(x.shape(), 1));
      return logWeights.add(levels.logProb(column, location, logScale)).logSumExp(-1);
    }

    @Override
    public Tensor mean() {
      return logWeights.exp().mul(QuantizationLevels.mean(location, logScale)).sum(-1);
    }

    @Override
    public Tensor sample() {
      Tensor chosen = Categories.draw(pass, logWeights);
      Tensor at = chosen.mul(location).sum(-1);
      Tensor scale = chosen.mul(logScale.exp()).sum(-1);
      return levels.round(at.add(Draws.logistic(pass, at).mul(scale)));
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("weights", logWeights.exp(), "location", location, "scale", logScale.exp());
    }
  }
}
