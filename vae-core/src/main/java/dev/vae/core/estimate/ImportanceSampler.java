package dev.vae.core.estimate;

import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.pool.ProgramPool;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Objective;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;

/**
 * Draws from q(z | x), in chunks of equal size: rows are encoded once for each chunk, which with
 * some hundred draws to a chunk costs next to nothing, and needs nothing of the posterior but that
 * it draws.
 */
final class ImportanceSampler implements RowSampler {
  /** About so many latents are decoded at once. */
  private static final int DECODED = 2048;

  private static final int LARGEST = 512;
  private static final String LOG_LIKELIHOOD = "logLikelihood";
  private static final String LOG_WEIGHT = "logWeight";
  private static final String KL = "kl";

  private record Key(int draws, boolean masked) {}

  /** Programs, and whether they tell a KL in closed form. */
  private record Compiled(ProgramPool programs, boolean closedKl) {}

  private final Vae vae;
  private final Map<Key, Compiled> programs = new ConcurrentHashMap<>();

  ImportanceSampler(Vae vae) {
    this.vae = vae;
  }

  /** How many draws a chunk has. */
  private static int draws(int samples) {
    int chunks = (samples + LARGEST - 1) / LARGEST;
    return (samples + chunks - 1) / chunks;
  }

  @Override
  public int rows(int samples) {
    return Math.max(1, DECODED / draws(samples));
  }

  @Override
  public void run(
      Rows.Batch batch, int samples, long seed, long[] keys, RowDraws into, DoubleConsumer done) {
    int draws = draws(samples);
    Key key = new Key(draws, batch.mask() != null);
    Compiled compiled = programs.computeIfAbsent(key, this::compile);
    compiled.programs.use(
        program -> {
          run(program, compiled.closedKl, batch, samples, seed, keys, into, done);
          return null;
        });
  }

  private static void run(
      Program program,
      boolean closedKl,
      Rows.Batch batch,
      int samples,
      long seed,
      long[] keys,
      RowDraws into,
      DoubleConsumer done) {
    TracedModel.give(program, batch);
    int draws = draws(samples);
    int rows = batch.rows();
    float[] logLikelihood = new float[draws * rows];
    float[] logWeight = new float[draws * rows];
    for (int from = 0; from < samples; from += draws) {
      program.run(rows, seed, from / draws, keys);
      program.output(LOG_LIKELIHOOD, logLikelihood);
      program.output(LOG_WEIGHT, logWeight);
      int used = Math.min(draws, samples - from);
      for (int i = 0; i < used * rows; i++) {
        into.add(i % rows, logLikelihood[i], logWeight[i]);
      }
      done.accept((double) (from + used) / samples);
    }
    if (closedKl) {
      float[] kl = program.output(KL);
      for (int r = 0; r < rows; r++) {
        into.closedKl(r, kl[r]);
      }
    }
  }

  private Compiled compile(Key key) {
    TracedModel trace = vae.graphs().inference(key.masked);
    Objective.Terms terms = trace.terms(key.draws);
    Tensor weight = terms.logLikelihood().add(terms.logPrior()).sub(terms.draw().logProb());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(LOG_LIKELIHOOD, terms.logLikelihood());
    outputs.put(LOG_WEIGHT, weight);
    boolean closed = terms.klPerDimension() != null;
    if (closed) {
      outputs.put(KL, terms.kl());
    }
    return new Compiled(
        ProgramPool.compile(Computation.of(outputs), vae.variables(), vae.engine()), closed);
  }
}
