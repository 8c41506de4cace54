package dev.vae.core.draws;

import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.pool.ProgramPool;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.trace.TracedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges latents by some cells of a row: log p(cells | z) for each, and a whole row drawn from
 * p(row | z). What rows that fulfil a condition are drawn by. Values are in the units that the
 * model sees, those of {@link Vae#prepared}. For any number of threads.
 */
public final class LatentEvidence {
  private static final int AT_ONCE = 2048;
  private static final String LOG_LIKELIHOOD = "logLikelihood";
  private static final String DRAW = "draw";

  private final Vae vae;
  private final boolean cellsAlone;
  private @Nullable ProgramPool programs;

  /**
   * What there is to say of latents.
   *
   * @param logLikelihood of the observed cells given each latent, in nats
   * @param values drawn from the likelihood of each latent, {@code [latent][column]}
   */
  public record Judged(double[] logLikelihood, float[][] values) {}

  private LatentEvidence(Vae vae, boolean cellsAlone) {
    this.vae = Objects.requireNonNull(vae, "vae");
    this.cellsAlone = cellsAlone;
  }

  /** Returns the judge of a model without conditions by rows, whose holes may say something. */
  public static LatentEvidence of(Vae vae) {
    return new LatentEvidence(vae, false);
  }

  /** Returns the judge by the cells that are asked for alone: the others are not missing. */
  public static LatentEvidence ofCells(Vae vae) {
    return new LatentEvidence(vae, true);
  }

  /**
   * Judges latents.
   *
   * @param latents {@code [n][latent]}
   * @param rows a row for each, or a single one for all, in the units that the model sees; NaN
   *     where nothing is asked
   * @param seed what rows are drawn by, beside the latent's place
   */
  public Judged judge(float[][] latents, float[][] rows, long seed) {
    Objects.requireNonNull(latents, "latents");
    Objects.requireNonNull(rows, "rows");
    int n = latents.length;
    Judged all = new Judged(new double[n], new float[n][vae.spec().width()]);
    return vae.variables()
        .reading(
            (Supplier<Judged>)
                () ->
                    programs()
                        .use(
                            program -> {
                              for (int from = 0; from < n; from += AT_ONCE) {
                                int count = Math.min(AT_ONCE, n - from);
                                judge(program, latents, rows, seed, from, count, all);
                              }
                              return all;
                            }));
  }

  private void judge(
      Program program, float[][] latents, float[][] rows, long seed, int from, int n, Judged all) {
    int width = vae.spec().width();
    int d = vae.spec().latent();
    float[] z = new float[n * d];
    float[] x = new float[n * width];
    float[] mask = new float[n * width];
    for (int r = 0; r < n; r++) {
      System.arraycopy(latents[from + r], 0, z, r * d, d);
      float[] row = rows[rows.length == 1 ? 0 : from + r];
      for (int c = 0; c < width; c++) {
        boolean seen = !Float.isNaN(row[c]);
        x[r * width + c] = seen ? row[c] : 0;
        mask[r * width + c] = seen ? 1 : 0;
      }
    }
    bind(program, TracedModel.Z, z);
    bind(program, TracedModel.X, x);
    bind(program, TracedModel.MASK, mask);
    program.run(n, seed, 0, from);
    float[] weight = program.output(LOG_LIKELIHOOD);
    float[] value = program.output(DRAW);
    for (int r = 0; r < n; r++) {
      all.logLikelihood[from + r] = weight[r];
      System.arraycopy(value, r * width, all.values[from + r], 0, width);
    }
  }

  private static void bind(Program program, String input, float[] values) {
    if (program.takes(input)) {
      program.bind(input, values);
    }
  }

  private synchronized ProgramPool programs() {
    programs = programs == null ? compile() : programs;
    return programs;
  }

  private ProgramPool compile() {
    TracedModel trace = vae.graphs().inference(true);
    Tensor z = trace.graph().input(TracedModel.Z, Shape.of(Dim.N, Dim.of(vae.spec().latent())));
    Distribution given = trace.decode(z);
    Tensor each = cellsAlone ? trace.logProbOfObserved(given, Dim.N) : trace.logProb(given, Dim.N);
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(LOG_LIKELIHOOD, each.sum(1));
    outputs.put(DRAW, trace.rawDraw(given));
    return ProgramPool.compile(Computation.of(outputs), vae.variables(), vae.engine());
  }
}
