package dev.vae.layers.likelihood;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Op;
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
import dev.vae.layers.density.Categories;
import dev.vae.layers.density.EmbeddingTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of C unordered categories for each element, given by its number 0 to C − 1. Head: {@code
 * logits}, C for each element. Option {@code categories} C. The mean of numbers of categories says
 * nothing, so {@code mean} is the number of the likeliest one.
 *
 * <p>Option {@code embedding} K, for many categories: the head is {@code vector}, K for each
 * element, and logits are its products with the rows of a table {@code weight [C, K]}, and a {@code
 * bias} for each category. With option {@code shared} the table is that of an {@code embedding}
 * layer of the same name.
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
    return new OfCategories(
        count("categorical", options), embedding(options), options.text("shared", ""));
  }

  private static int embedding(Options options) {
    int embedding = options.integer("embedding", 0);
    if (options.has("embedding") && embedding < 1) {
      throw new IllegalArgumentException(
          "'embedding' of 'categorical' must be at least 1, not " + embedding);
    }
    return embedding;
  }

  static int count(String name, Options options) {
    int categories = options.integer("categories");
    if (categories < 2) {
      throw new IllegalArgumentException(
          "'" + name + "' needs at least 2 categories, not " + categories);
    }
    return categories;
  }

  /**
   * Categories.
   *
   * @param embedding how many numbers stand for each; 0 for none
   * @param shared by which name their table is shared; empty for one of its own
   */
  private record OfCategories(int categories, int embedding, String shared) implements Likelihood {

    @Override
    public Map<String, Shape> heads(Shape event) {
      return embedding == 0
          ? Map.of("logits", Categories.behind(event, categories))
          : Map.of("vector", Categories.behind(event, embedding));
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      Tensor given = embedding == 0 ? heads.get("logits") : products(heads.get("vector"), pass);
      Tensor logits = Heads.shifted("logits", given, pass);
      return new Of(logits.sub(logits.reduce(Op.LOG_SUM_EXP, true, -1)), categories, pass);
    }

    private Tensor products(Tensor vector, Context pass) {
      Tensor weight = EmbeddingTable.weight(shared, Shape.of(categories, embedding), pass);
      Tensor bias = pass.parameter("bias", Shape.of(categories), Initializer.constant(0));
      return vector.matmul(weight, false, true).add(bias);
    }

    @Override
    public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
      double[] starts = new double[columns.size() * categories];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = Math.log(Categories.share(columns.get(i / categories), i % categories));
      }
      Map<String, double[]> values = new LinkedHashMap<>();
      Heads.initialize(values, "logits", starts, null);
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
