package dev.vae.layers.likelihood;

import dev.vae.core.graph.Functions;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of C unordered categories for each element, given by its number 0 to C − 1. Head: {@code
 * logits}, C for each element. Option {@code categories} C. The mean of numbers of categories says
 * nothing, so {@code mean} is the number of the likeliest one.
 */
public final class Categorical implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Categorical() {}

  @Override
  public String name() {
    return "categorical";
  }

  @Override
  public Likelihood create(Options options) {
    return new OfCategories(count("categorical", options));
  }

  static int count(String name, Options options) {
    int categories = options.integer("categories");
    if (categories < 2) {
      throw new IllegalArgumentException(
          "'" + name + "' needs at least 2 categories, not " + categories);
    }
    return categories;
  }

  private record OfCategories(int categories) implements Likelihood {

    @Override
    public Map<String, Shape> heads(Shape event) {
      return Map.of("logits", Categories.behind(event, categories));
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      Tensor logits = Heads.moved("logits", heads.get("logits"), pass);
      return new Of(logits.sub(logits.reduce(Op.LOG_SUM_EXP, true, -1)), categories, pass);
    }

    @Override
    public Map<String, double[]> firstValues(Shape event, List<Marginal> columns) {
      double[] starts = new double[columns.size() * categories];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = Math.log(Categories.share(columns.get(i / categories), i % categories));
      }
      Map<String, double[]> values = new LinkedHashMap<>();
      Heads.begin(values, "logits", starts, null);
      return values;
    }

    @Override
    public Support support() {
      return Support.categories(categories);
    }
  }

  private record Of(Tensor logProbabilities, int categories, Context pass) implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      return Categories.logProb(x, logProbabilities, categories);
    }

    @Override
    public Tensor mean() {
      return Functions.argMax(logProbabilities);
    }

    @Override
    public Tensor sample() {
      Tensor drawn = Categories.draw(pass, logProbabilities);
      return drawn.mul(Categories.numbers(drawn, categories)).sum(-1);
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("probabilities", logProbabilities.exp());
    }
  }
}
