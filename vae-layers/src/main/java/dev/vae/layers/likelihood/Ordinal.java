package dev.vae.layers.likelihood;

import dev.vae.core.density.Draws;
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
import dev.vae.layers.density.MomentEstimates;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of C ordered categories, given by its number 0 to C − 1: the cumulative logit model of
 * McCullagh (1980), P(x ≤ k) = σ(θₖ − h) with thresholds θ ascending. Head: {@code location} h;
 * each element has learned thresholds of its own, the first free and the others at positive
 * distances. Option {@code categories} C.
 */
public final class Ordinal implements LikelihoodProvider {

  /** For ServiceLoader. */
  public Ordinal() {}

  @Override
  public String name() {
    return "ordinal";
  }

  @Override
  public Likelihood create(Options options) {
    return new OfCategories(Categorical.count("ordinal", options));
  }

  private record OfCategories(int categories) implements Likelihood {

    @Override
    public Map<String, Shape> heads(Shape event) {
      return Map.of("location", event);
    }

    @Override
    public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
      int steps = categories - 2;
      Shape each = Categories.behind(event, 1);
      Tensor begun = Heads.shift("first", each, pass);
      Tensor first = pass.parameter("first", each, Initializer.constant(-0.5 * steps)).add(begun);
      Tensor thresholds = first;
      if (steps > 0) {
        // softplus(0.54) = 1: thresholds start one apart.
        Shape rest = Categories.behind(event, steps);
        Tensor raw = pass.parameter("distances", rest, Initializer.constant(0.54));
        Tensor moved = raw.add(Heads.shift("distances", rest, pass));
        Tensor distances = moved.softplus().add(1e-3).reshape(Shape.of(event.elements(), steps));
        Tensor sums = distances.matmul(ascendingSums(pass, steps)).reshape(rest);
        thresholds = Tensor.concat(-1, List.of(first, first.add(sums)));
      }
      Tensor location = heads.get("location");
      Tensor h = location.reshape(Categories.behind(location.shape(), 1));
      return new Of(location, thresholds.sub(h), categories, pass);
    }

    /** Ones on and above the diagonal: a row times this is the row's running sums. */
    private static Tensor ascendingSums(Context pass, int n) {
      double[] values = pass.graph().zeros(n, n);
      for (int i = 0; i < n; i++) {
        Arrays.fill(values, i * n + i, (i + 1) * n, 1);
      }
      return pass.graph().constant(Shape.of(n, n), values);
    }

    /** Thresholds begin where the shares up to each category are right without z. */
    @Override
    public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
      int steps = categories - 2;
      double[] first = new double[columns.size()];
      double[] distances = new double[columns.size() * steps];
      for (int c = 0; c < columns.size(); c++) {
        Marginal column = columns.get(c);
        double share = Categories.share(column, 0);
        double before = MomentEstimates.logit(share);
        first[c] = column.count() == 0 ? 0 : before + 0.5 * steps;
        for (int k = 0; k < steps; k++) {
          share += Categories.share(column, k + 1);
          double next = MomentEstimates.logit(Math.min(1 - 1e-12, share));
          double distance = Math.max(1e-2, next - before - 1e-3);
          // softplus turned round, less what the parameter begins with
          double raw = distance + Math.log(-Math.expm1(-distance)) - 0.54;
          distances[c * steps + k] = column.count() == 0 ? 0 : raw;
          before = next;
        }
      }
      Map<String, double[]> values = new LinkedHashMap<>();
      Heads.initialize(values, "first", first, null);
      if (steps > 0) {
        Heads.initialize(values, "distances", distances, null);
      }
      return values;
    }

    @Override
    public Support support() {
      return Support.categories(categories);
    }
  }

  /** The edges are θₖ − h for each k, {@code [..., C − 1]}. */
  private record Of(Tensor location, Tensor edges, int categories, Context pass)
      implements Distribution {

    @Override
    public Tensor logProb(Tensor x) {
      return Categories.logProb(x, logProbabilities(), categories);
    }

    /**
     * log(σ(a) − σ(b)) = log(1 − e^(b−a)) − softplus(−a) − softplus(b) between neighbouring edges a
     * above b.
     */
    private Tensor logProbabilities() {
      int last = categories - 1;
      Tensor upTo = edges.neg().softplus().neg();
      Tensor beyond = edges.softplus().neg();
      Tensor lowest = upTo.slice(-1, 0, 1);
      Tensor highest = beyond.slice(-1, last - 1, last);
      if (last == 1) {
        return Tensor.concat(-1, List.of(lowest, highest));
      }
      Tensor upper = edges.slice(-1, 1, last);
      Tensor lower = edges.slice(-1, 0, last - 1);
      Tensor gap = lower.sub(upper).expm1().neg().log();
      Tensor middle = gap.add(upTo.slice(-1, 1, last)).add(beyond.slice(-1, 0, last - 1));
      return Tensor.concat(-1, List.of(lowest, middle, highest));
    }

    /** Returns Σ P(x > k). */
    @Override
    public Tensor mean() {
      return edges.neg().sigmoid().sum(-1);
    }

    @Override
    public Tensor sample() {
      Tensor u = Draws.uniform(pass, location);
      Tensor column = u.reshape(Categories.behind(u.shape(), 1));
      return edges.sigmoid().less(column).sum(-1);
    }

    @Override
    public Map<String, Tensor> parameters() {
      return Map.of("probabilities", logProbabilities().exp());
    }
  }
}
