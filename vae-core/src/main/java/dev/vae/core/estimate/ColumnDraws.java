package dev.vae.core.estimate;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.pool.ProgramPool;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Draws of z from q(z | x) with their importance weights, and what each says of every column: what
 * scores, reasons and filled cells of tables are made of. Values are those that the model sees,
 * after scaling. A row's noise depends on the seed and the row's content, so it has the same bits
 * alone and in any batch. For any number of threads.
 */
public final class ColumnDraws {
  private static final String LOG_WEIGHT = "logWeight";
  private static final String LOG_PROB = "logProb";
  private static final String MEAN = "mean";
  private static final String VALUE = "value";
  private static final String JUDGED = "judged";

  private record Key(int draws, boolean masked, boolean columns) {}

  /**
   * The draws of some rows: draw k of row r is at {@code k · rows + r}.
   *
   * @param rows N
   * @param draws K
   * @param width D
   * @param logWeight log p(x, z) − log q(z | x) of the observed values, {@code [K·N]}
   * @param logProb log p(xᵢ | z) of every judged value, {@code [K·N·D]}; null if not asked for
   * @param mean the likelihood's mean of every column, for categories the likeliest, likewise
   * @param value a draw from the likelihood for every column, likewise
   */
  public record Drawn(
      int rows,
      int draws,
      int width,
      float[] logWeight,
      float @Nullable [] logProb,
      float @Nullable [] mean,
      float @Nullable [] value) {}

  private final Vae vae;
  private final Map<Key, ProgramPool> programs = new ConcurrentHashMap<>();

  private ColumnDraws(Vae vae) {
    this.vae = vae;
  }

  /** Returns draws from a model. */
  public static ColumnDraws of(Vae vae) {
    return new ColumnDraws(Objects.requireNonNull(vae, "vae"));
  }

  /**
   * Draws for the rows of a batch, which are prepared already, see {@link Vae#prepared}, and
   * returns their weights alone.
   */
  public Drawn weights(Rows.Batch batch, int draws, long seed) {
    return run(batch, null, draws, seed);
  }

  /**
   * Draws for the rows of a batch, which are prepared already, and returns what each draw says of
   * every column.
   *
   * @param judged values whose densities are told, {@code rows × D}; they may be more than were
   *     observed in the batch, so that a value is judged by the others. A value that nobody knows
   *     is any that has a density, such as 0 for numbers and categories
   */
  public Drawn columns(Rows.Batch batch, float[] judged, int draws, long seed) {
    return run(batch, Objects.requireNonNull(judged, "judged"), draws, seed);
  }

  private Drawn run(Rows.Batch batch, float @Nullable [] judged, int draws, long seed) {
    Objects.requireNonNull(batch, "batch");
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + draws);
    }
    long[] keys = RowKeys.of(batch, vae.spec().width(), vae.spec().condition());
    boolean columns = judged != null;
    ProgramPool pool =
        programs.computeIfAbsent(new Key(draws, batch.mask() != null, columns), this::compile);
    return vae.variables()
        .reading(
            () ->
                pool.use(
                    program -> {
                      TracedModel.give(program, batch);
                      if (judged != null) {
                        program.bind(JUDGED, judged);
                      }
                      program.run(batch.rows(), seed, 0, keys);
                      return new Drawn(
                          batch.rows(),
                          draws,
                          vae.spec().width(),
                          program.output(LOG_WEIGHT),
                          columns ? program.output(LOG_PROB) : null,
                          columns ? program.output(MEAN) : null,
                          columns ? program.output(VALUE) : null);
                    }));
  }

  private ProgramPool compile(Key key) {
    TracedModel trace = vae.inferenceTrace(key.masked);
    var terms = trace.terms(key.draws);
    Inference.Draw draw = terms.draw();
    Tensor z = draw.z();
    Dim rows = Dim.rows(z.shape().dim(0).factor());
    Distribution given = trace.decode(z.reshape(Shape.of(rows, z.shape().dim(2))));
    Tensor joint = trace.logProb(given, rows).sum(1).reshape(z.shape().sub(0, 2));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(LOG_WEIGHT, joint.add(terms.logPrior()).sub(draw.logProb()));
    if (key.columns) {
      Tensor judged = trace.graph().input(JUDGED, Shape.batch(vae.spec().width()));
      outputs.put(LOG_PROB, trace.logProb(given, judged, rows));
      outputs.put(MEAN, trace.rawMean(given));
      outputs.put(VALUE, trace.rawDraw(given));
    }
    return ProgramPool.compile(Computation.of(outputs), vae.variables(), vae.engine());
  }
}
