package dev.vae.core.estimate;

import dev.vae.core.draws.RowKeys;
import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Objective;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * log q(z) and Σ log q(zⱼ) of the mixture of all rows' posteriors, exact for these rows: every draw
 * is held against every posterior, chunk by chunk, in log-sum-exps.
 */
final class AggregatePosterior implements AutoCloseable {
  /** Rows of a batch, and draws held against them at once. */
  private static final int CHUNK = 128;

  private static final String Z = TracedModel.Z;
  private static final String OWN = "own";
  private static final String PRIOR = "prior";
  private static final String JOINT = "joint";
  private static final String MARGINALS = "marginals";

  private final Program draws;
  private final Program mixture;
  private final int width;
  private final int given;
  private final int latent;

  private AggregatePosterior(Vae vae, boolean masked) {
    width = vae.spec().width();
    given = vae.spec().condition();
    latent = vae.spec().latent();
    TracedModel one = vae.graphs().inference(masked);
    Objective.Terms terms = one.terms(1);
    Map<String, Tensor> drawn = new LinkedHashMap<>();
    drawn.put(Z, terms.draw().z());
    drawn.put(OWN, terms.draw().logProb());
    drawn.put(PRIOR, terms.logPrior());
    draws = Program.compile(Computation.of(drawn), vae.variables(), vae.engine());
    TracedModel all = vae.graphs().inference(masked);
    Shape shape = Shape.of(Dim.of(CHUNK), Dim.of(1), Dim.of(latent));
    Tensor z = all.graph().input(Z, shape);
    Inference q = all.posterior();
    Map<String, Tensor> sums = new LinkedHashMap<>();
    sums.put(JOINT, q.logProb(z).orElseThrow().logSumExp(1));
    sums.put(MARGINALS, q.marginalLogProb(z).orElseThrow().logSumExp(1));
    mixture = Program.compile(Computation.of(sums), vae.variables(), vae.engine());
  }

  /**
   * The parts of the aggregate's KL.
   *
   * @param limit how many rows at most, evenly spaced among all
   * @return empty if the posterior's densities are not known, or there is but one row
   */
  static Optional<LatentMetrics.Aggregate> of(Vae vae, Rows rows, int limit, long seed) {
    Inference q = vae.graphs().inference(false).posterior();
    boolean known = q.logProb(q.mean()).isPresent() && q.marginalLogProb(q.mean()).isPresent();
    if (!known || rows.size() < 2) {
      return Optional.empty();
    }
    List<Rows.Batch> chosen = SpacedRows.of(rows, limit, CHUNK, seed);
    try (AggregatePosterior posterior =
        new AggregatePosterior(vae, chosen.stream().anyMatch(b -> b.mask() != null))) {
      return Optional.of(posterior.parts(chosen, seed));
    }
  }

  private LatentMetrics.Aggregate parts(List<Rows.Batch> batches, long seed) {
    int count = batches.stream().mapToInt(Rows.Batch::rows).sum();
    double logCount = StrictMath.log(count);
    Moments information = new Moments();
    Moments correlation = new Moments();
    Moments dimensions = new Moments();
    float[] z = new float[CHUNK * latent];
    KeyCounts alike = new KeyCounts();
    for (Rows.Batch own : batches) {
      TracedModel.give(draws, own);
      draws.run(own.rows(), seed, 0, alike.apart(RowKeys.of(own, width, given)));
      draws.output(Z, z);
      float[] logOwn = draws.output(OWN);
      float[] logPrior = draws.output(PRIOR);
      LogSums joint = new LogSums(CHUNK);
      LogSums marginals = new LogSums(CHUNK * latent);
      mixture.bind(Z, z);
      for (Rows.Batch b : batches) {
        TracedModel.give(mixture, b);
        mixture.run(b.rows());
        joint.add(mixture.output(JOINT));
        marginals.add(mixture.output(MARGINALS));
      }
      for (int i = 0; i < own.rows(); i++) {
        double logAggregate = joint.value(i) - logCount;
        double logProduct = 0;
        for (int j = 0; j < latent; j++) {
          logProduct += marginals.value(i * latent + j) - logCount;
        }
        information.add(logOwn[i] - logAggregate);
        correlation.add(logAggregate - logProduct);
        dimensions.add(logProduct - logPrior[i]);
      }
    }
    return new LatentMetrics.Aggregate(
        count, information.toMean(), correlation.toMean(), dimensions.toMean());
  }

  @Override
  public void close() {
    draws.close();
    mixture.close();
  }

  /** log Σ exp of numbers that come one after the other, for many places. */
  private static final class LogSums {
    private final double[] largest;
    private final double[] sum;

    LogSums(int places) {
      largest = new double[places];
      sum = new double[places];
      Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    }

    void add(float[] logs) {
      for (int i = 0; i < logs.length; i++) {
        if (logs[i] > largest[i]) {
          sum[i] = sum[i] * StrictMath.exp(largest[i] - logs[i]) + 1;
          largest[i] = logs[i];
        } else if (logs[i] > Double.NEGATIVE_INFINITY || Float.isNaN(logs[i])) {
          sum[i] += StrictMath.exp(logs[i] - largest[i]);
        }
      }
    }

    double value(int i) {
      return largest[i] + StrictMath.log(sum[i]);
    }
  }
}
