package dev.vae.core.estimate;

import dev.vae.core.draws.RowKeys;
import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Objective;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Measures what the latents of a model carry: rate and distortion, active dimensions, and mutual
 * information, as {@link LatentMetrics}. Any number of threads may ask; all rows are judged by the
 * weights of one moment. Noise depends on what rows are, not on their order.
 */
public final class LatentEstimator {
  private static final int BATCH = 256;
  private static final int DRAWS = 4;
  private static final String MEAN = "mean";
  private static final String DISTORTION = "distortion";
  private static final String KL = "kl";
  private static final String KL_BY_DIMENSION = "klByDimension";

  private final Vae vae;
  private volatile int aggregateRows = 5000;
  private volatile long seed = 1;

  private LatentEstimator(Vae vae) {
    this.vae = vae;
  }

  /** Returns an estimator for a model. */
  public static LatentEstimator of(Vae vae) {
    Objects.requireNonNull(vae, "vae");
    return new LatentEstimator(vae);
  }

  /**
   * Sets how many rows the aggregate posterior is made of, evenly spaced among all; 5000 if not
   * set. The time grows with the square.
   */
  public LatentEstimator aggregateRows(int number) {
    if (number < 2) {
      throw new IllegalArgumentException("the aggregate needs at least 2 rows, not " + number);
    }
    aggregateRows = number;
    return this;
  }

  /** Sets what the noise depends on. */
  public LatentEstimator seed(long number) {
    seed = number;
    return this;
  }

  /**
   * Returns the metrics of rows.
   *
   * @throws IllegalArgumentException if the rows do not fit the model, or there are none
   */
  public LatentMetrics of(Rows given) {
    Rows rows = vae.prepared(given);
    return vae.variables().reading(() -> ofOneMoment(rows, aggregateRows, seed));
  }

  private LatentMetrics ofOneMoment(Rows rows, int limit, long noise) {
    Moments rate = new Moments();
    Moments distortion = new Moments();
    Moments[] means = moments();
    Moments[] byDimension = moments();
    int latent = vae.spec().latent();
    boolean closed = vae.graphs().inference(false).terms(1).klPerDimension() != null;
    KeyCounts alike = new KeyCounts();
    Map<Boolean, Program> programs = new LinkedHashMap<>();
    try (Rows.Batches batches = rows.inOrder(BATCH, noise)) {
      for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
        Program program = programs.computeIfAbsent(b.mask() != null, this::compile);
        TracedModel.give(program, b);
        long[] keys = RowKeys.of(b, vae.spec().width(), vae.spec().condition());
        program.run(b.rows(), noise, 0, alike.apart(keys));
        float[] mean = program.output(MEAN);
        float[] kl = program.output(KL);
        float[] logLikelihood = program.output(DISTORTION);
        float[] parts = closed ? program.output(KL_BY_DIMENSION) : new float[0];
        for (int i = 0; i < mean.length; i++) {
          means[i % latent].add(mean[i]);
        }
        for (int i = 0; i < parts.length; i++) {
          byDimension[i % latent].add(parts[i]);
        }
        for (int r = 0; r < b.rows(); r++) {
          rate.add(kl[r]);
          distortion.add(-logLikelihood[r]);
        }
      }
    }
    programs.values().forEach(Program::close);
    if (rate.count() == 0) {
      throw new IllegalArgumentException("there are no rows to judge");
    }
    List<Double> variances = new ArrayList<>();
    List<Double> kls = new ArrayList<>();
    for (int j = 0; j < latent; j++) {
      variances.add(means[j].variance());
      kls.add(byDimension[j].mean());
    }
    Optional<LatentMetrics.Aggregate> aggregate = AggregatePosterior.of(vae, rows, limit, noise);
    return new LatentMetrics(
        rate.count(),
        rate.toMean(),
        distortion.toMean(),
        closed ? Optional.of(kls) : Optional.empty(),
        variances,
        aggregate,
        unknown(closed, aggregate.isPresent(), rate.count()));
  }

  /** What cannot be told, and why. */
  private List<String> unknown(boolean closed, boolean aggregate, long rows) {
    List<String> unknown = new ArrayList<>();
    String posterior = "posterior '" + vae.spec().posterior().name() + "'";
    if (!closed) {
      unknown.add(
          "the KL by dimension is not known for "
              + posterior
              + " with prior '"
              + vae.spec().prior().name()
              + "': there is no closed form");
    }
    if (!aggregate) {
      unknown.add(
          rows < 2
              ? "mutual information and total correlation take more than one row"
              : "mutual information, total correlation and dimension-wise KL are not known for "
                  + posterior
                  + ": the densities of its dimensions have no closed form");
    }
    return unknown;
  }

  private Moments[] moments() {
    Moments[] all = new Moments[vae.spec().latent()];
    java.util.Arrays.setAll(all, j -> new Moments());
    return all;
  }

  private Program compile(boolean masked) {
    TracedModel trace = vae.graphs().inference(masked);
    Objective.Terms terms = trace.terms(DRAWS);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(MEAN, trace.posterior().mean());
    outputs.put(KL, terms.kl());
    outputs.put(DISTORTION, terms.logLikelihood().mean(0));
    if (terms.klPerDimension() != null) {
      outputs.put(KL_BY_DIMENSION, terms.klPerDimension());
    }
    return Program.compile(Computation.of(outputs), vae.variables(), vae.engine());
  }
}
