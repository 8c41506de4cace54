package dev.vae.core.trace;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Support;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What weighted draws of the posterior say of rows, as computations; each takes a trace of its own.
 * The noise is shared by the rows of a batch. That leaves every row's answer what it is alone, and
 * its error too; only the errors of different rows are no longer independent.
 */
final class WeightedComputations {
  private static final String CHOICE = "choice";

  private WeightedComputations() {}

  /** Draws with their weights: z {@code [K, N, d]}, log p(x, z) − log q(z | x) {@code [K, N]}. */
  private record Draws(Distribution given, Tensor logWeight) {}

  private static Draws draws(TracedModel trace, int draws) {
    var terms = trace.terms(draws);
    Inference.Draw draw = terms.draw();
    Tensor z = draw.z();
    Dim rows = Dim.rows(draws);
    Distribution given = trace.decode(z.reshape(Shape.of(rows, z.shape().dim(2))));
    Tensor joint = trace.logProb(given, rows).sum(1).reshape(z.shape().sub(0, 2));
    return new Draws(given, joint.add(terms.logPrior()).sub(draw.logProb()));
  }

  /**
   * Judges rows: −log 1/K Σ w, and by the delta method its standard error, the weights' relative
   * standard deviation / √K.
   */
  public static Computation score(TracedModel trace, int draws) {
    Tensor logWeight = draws(trace, draws).logWeight();
    Tensor logMean = Functions.logMeanExp(logWeight, 0);
    // as weights of mean 1: what is left of a difference of large numbers would be rounding
    Tensor apart = logWeight.sub(logMean).exp().sub(1);
    Tensor variance = apart.square().sum(0).div((double) draws * (draws - 1));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("negLogLikelihood", logMean.neg());
    outputs.put("standardError", variance.sqrt());
    return Computation.of(outputs);
  }

  /**
   * Fills rows in.
   *
   * @param kept how many rows are drawn by weight
   */
  public static Computation impute(TracedModel trace, int draws, int kept, List<Support> supports) {
    Draws drawn = draws(trace, draws);
    int width = supports.size();
    Shape each = Shape.of(Dim.of(draws), Dim.N, Dim.of(width));
    Tensor values = trace.rawDraw(drawn.given).reshape(each);
    Tensor means = trace.rawMean(drawn.given).reshape(each);
    Tensor weights = Functions.softmax(drawn.logWeight, 0);
    Tensor shares = weights.reshape(Shape.of(Dim.of(draws), Dim.N, Dim.of(1)));

    Tensor mean = shares.mul(means).sum(0);
    Tensor variance = shares.mul(values.sub(mean).square()).sum(0);
    List<Tensor> columns = new ArrayList<>();
    List<Tensor> variances = new ArrayList<>();
    boolean categories = false;
    for (int c = 0; c < width; c++) {
      if (isCategory(supports.get(c))) {
        int levels = (int) supports.get(c).largest() + 1;
        Tensor own = Functions.oneHot(values.slice(2, c, c + 1).reshape(each.sub(0, 2)), levels);
        Tensor probability = own.mul(shares).sum(0);
        Tensor best = probability.reduceMax(-1).reshape(Shape.batch(1));
        columns.add(Functions.argMax(probability).reshape(Shape.batch(1)));
        variances.add(best.mul(best.neg().add(1)).max(0));
        categories = true;
      } else {
        columns.add(mean.slice(1, c, c + 1));
        variances.add(variance.slice(1, c, c + 1));
      }
    }
    Tensor middle = categories ? Tensor.concat(1, columns) : mean;
    Tensor spread = categories ? Tensor.concat(1, variances) : variance;

    Tensor mask = trace.mask().orElseThrow();
    Tensor given = trace.graph().input(TracedModel.X, Shape.batch(width));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("mean", mask.where(given, middle));
    outputs.put("standardDeviation", mask.where(trace.graph().constant(0), spread.sqrt()));
    outputs.put("draws", mask.where(given, byWeight(trace, weights, values, kept)));
    return Computation.of(outputs);
  }

  private static boolean isCategory(Support support) {
    return support.kind() == Support.Kind.CATEGORY && Double.isFinite(support.largest());
  }

  /**
   * Whole rows, each drawn with the probability of its weight: the first whose cumulative weight
   * exceeds a uniform number, {@code [M, N, D]}.
   */
  private static Tensor byWeight(TracedModel trace, Tensor weights, Tensor values, int kept) {
    int draws = weights.shape().dim(0).factor();
    Tensor triangle = Functions.lowerTriangle(trace.graph(), draws);
    Tensor cumulative = triangle.matmul(weights); // [K, N]
    Noise uniform = new Noise(Noise.Distribution.UNIFORM, CHOICE);
    Tensor choice = trace.graph().noise(uniform, Shape.of(kept)).reshape(Shape.of(kept, 1, 1));
    Tensor passed = cumulative.less(choice).sum(1); // [M, N]
    Tensor place = passed.min(draws - 1);
    Tensor chosen = Functions.oneHot(place, draws); // [M, N, K]
    return chosen.permute(1, 0, 2).matmul(values.permute(1, 0, 2)).permute(1, 0, 2);
  }
}
