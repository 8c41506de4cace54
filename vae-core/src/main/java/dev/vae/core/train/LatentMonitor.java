package dev.vae.core.train;

import dev.vae.core.engine.Program;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/**
 * Looks at posterior and likelihood of a fixed sample of rows: one forward run, so that it can be
 * done often.
 */
@NullUnmarked // no null leaves it
final class LatentMonitor implements AutoCloseable {
  private static final int MOST = 256;
  private static final int FEWEST = 32;
  private static final String VARIANCE_OF_MEAN = "varianceOfMean";
  private static final String KL = "kl";
  private static final String POSTERIOR = "posterior";
  private static final String LIKELIHOOD = "likelihood";
  private static final String DATA = "data";

  private final Program program;
  private final int rows;
  private final boolean noisy;
  private final Map<String, Tensor> outputs = new LinkedHashMap<>();
  private final LimitMonitor limits;

  /**
   * What was seen, means over the sample.
   *
   * @param varianceOfMean Var over rows of E[z | x], for each latent dimension (Burda et al. 2015)
   * @param kl of each latent dimension, in nats; empty where there is no closed form
   * @param posterior the log-variance of each latent dimension, where the posterior has one
   * @param likelihood the log-variance of each column, where the likelihood has one
   * @param data the variance of each column's values as the model sees them
   */
  record Reading(
      float[] varianceOfMean,
      Optional<float[]> kl,
      Optional<float[]> posterior,
      Optional<float[]> likelihood,
      float[] data) {}

  /**
   * Takes a sample.
   *
   * @param memory the bytes a run should not go beyond
   */
  LatentMonitor(Vae vae, Rows from, boolean masked, long seed, long memory) {
    TracedModel trace = vae.graphs().inference(masked);
    Inference q = trace.posterior();
    outputs.put(VARIANCE_OF_MEAN, variance(q.mean()));
    outputs.put(DATA, variance(trace.x()));
    Tensor kl = trace.terms(1).klPerDimension();
    if (kl != null) {
      outputs.put(KL, kl.mean(0));
    }
    q.logVariance().ifPresent(v -> outputs.put(POSTERIOR, v.mean(0)));
    logVariance(trace.decode(q.mean())).ifPresent(v -> outputs.put(LIKELIHOOD, v.mean(0)));
    limits = new LimitMonitor(trace.limits(), vae.schema());
    outputs.putAll(limits.outputs());
    noisy = Estimator.hasBound(vae);
    program = Program.compile(Computation.of(outputs), vae.variables(), vae.engine());
    int wanted = MOST;
    while (wanted > FEWEST && program.memory(wanted) > memory) {
      wanted /= 2;
    }
    try (Rows.Batches batches = from.shuffled(wanted, seed, 0)) {
      Rows.Batch batch = batches.next();
      rows = batch.rows();
      TracedModel.give(program, kept(batch, vae.spec().width(), vae.spec().condition(), masked));
    }
  }

  /** A batch of its own, for those that come use the same memory. */
  private static Rows.Batch kept(Rows.Batch batch, int width, int condition, boolean masked) {
    int rows = batch.rows();
    float[] mask = null;
    if (masked) {
      mask = new float[rows * width];
      Arrays.fill(mask, 1);
      if (batch.mask() != null) {
        System.arraycopy(batch.mask(), 0, mask, 0, mask.length);
      }
    }
    return new Rows.Batch(
        rows,
        Arrays.copyOf(batch.values(), rows * width),
        mask,
        batch.condition() == null ? null : Arrays.copyOf(batch.condition(), rows * condition),
        null);
  }

  private static Tensor variance(Tensor rows) {
    return rows.sub(rows.mean(0)).square().mean(0);
  }

  /** The log-variance of every element, from the parameter that is a variance or a scale. */
  private static Optional<Tensor> logVariance(Distribution distribution) {
    Map<String, Tensor> parameters = distribution.parameters();
    Tensor mean = distribution.mean();
    Tensor log =
        parameters.containsKey("variance")
            ? parameters.get("variance").log()
            : parameters.containsKey("scale") ? parameters.get("scale").log().mul(2) : null;
    return Optional.ofNullable(log).filter(t -> t.shape().equals(mean.shape()));
  }

  /** Whether latents are drawn, so that a dimension whose mean hardly varies is lost in noise. */
  boolean noisy() {
    return noisy;
  }

  /** The limits that are met as of the last reading, and were not before. */
  List<TrainingEvent.LimitMet> limitsMet(int epoch) {
    return limits.news(program, epoch);
  }

  Reading read() {
    program.run(rows);
    return new Reading(
        program.output(VARIANCE_OF_MEAN),
        output(KL),
        output(POSTERIOR),
        output(LIKELIHOOD),
        program.output(DATA));
  }

  private Optional<float[]> output(String name) {
    return outputs.containsKey(name) ? Optional.of(program.output(name)) : Optional.empty();
  }

  @Override
  public void close() {
    program.close();
  }
}
