package dev.vae.core.estimate;

import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Rows;
import dev.vae.core.model.Trace;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Objective;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Draws in chunks: rows are encoded once for each chunk, which with the largest chunk of {@value
 * #LARGEST} draws is nearly free.
 */
final class ChunkedBound {
  /** About so many latents are decoded at once. */
  static final int DECODED = 1024;

  private static final int LARGEST = 64;

  private record Key(int draws, boolean masked) {}

  private final Vae vae;
  private final Map<Key, Program> programs = new HashMap<>();

  ChunkedBound(Vae vae) {
    this.vae = vae;
  }

  /** How many draws a chunk has. */
  int draws(int samples) {
    return Math.min(samples, LARGEST);
  }

  /**
   * Adds all draws for a batch.
   *
   * @param firstRow the place of the batch's first row among all
   */
  void run(Rows.Batch batch, int samples, long seed, long firstRow, RowBound into) {
    int draws = draws(samples);
    Key key = new Key(draws, batch.mask() != null);
    Program program = programs.computeIfAbsent(key, this::compile);
    program.bind(Trace.X, batch.values());
    if (key.masked) {
      program.bind(Trace.MASK, batch.mask());
    }
    int rows = batch.rows();
    float[] logLikelihood = new float[draws * rows];
    float[] logWeight = new float[draws * rows];
    float[] kl = new float[rows];
    for (int done = 0; done < samples; done += draws) {
      program.run(rows, seed, done / draws, firstRow);
      program.output("logLikelihood", logLikelihood);
      program.output("logWeight", logWeight);
      program.output("kl", kl);
      int used = Math.min(draws, samples - done);
      for (int i = 0; i < used * rows; i++) {
        into.add(i % rows, logLikelihood[i], logWeight[i]);
      }
      for (int r = 0; r < rows; r++) {
        into.addKl(r, kl[r], (double) used / samples);
      }
    }
  }

  private Program compile(Key key) {
    Trace trace = vae.inferenceTrace(key.masked);
    Objective.Terms terms = trace.terms(key.draws);
    Tensor weight = terms.logLikelihood().add(terms.logPrior()).sub(terms.draw().logProb());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("logLikelihood", terms.logLikelihood());
    outputs.put("logWeight", weight);
    outputs.put("kl", terms.kl());
    return Program.compile(Computation.of(outputs), vae.variables(), vae.engine());
  }
}
