package dev.vae.core.draws;

import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.pool.ProgramPool;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Draws of z from q(z | x) with their importance weights, and what each says of every column: what
 * scores, reasons and filled cells of tables are made of. Values are those that the model sees,
 * after scaling. A row's noise depends on the seed and the row's content, or on a key that the
 * caller gives it, so it has the same bits alone and in any batch. For any number of threads.
 */
public final class ColumnDraws {
  private static final String LOG_WEIGHT = "logWeight";
  private static final String LOG_PROB = "logProb";
  private static final String MEAN = "mean";
  private static final String VALUE = "value";

  /** The name of the input of {@link #computation} with values that are to be judged. */
  public static final String JUDGED = "judged";

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
    return run(batch, null, draws, seed, contents(batch));
  }

  /**
   * Returns the same with noise that depends on the seed and a key for each row, not on what the
   * row holds: rows with the same key have the same noise.
   */
  public Drawn weights(Rows.Batch batch, int draws, long seed, long[] keys) {
    return run(batch, null, draws, seed, keys);
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
    return columns(batch, judged, draws, seed, contents(batch));
  }

  /** Returns the same with noise that depends on the seed and a key for each row. */
  public Drawn columns(Rows.Batch batch, float[] judged, int draws, long seed, long[] keys) {
    return run(batch, Objects.requireNonNull(judged, "judged"), draws, seed, keys);
  }

  private long[] contents(Rows.Batch batch) {
    Objects.requireNonNull(batch, "batch");
    return RowKeys.of(batch, vae.spec().width(), vae.spec().condition());
  }

  /**
   * Returns the draws' noise for these keys, {@code [K, keys, latent]}: with it, {@link
   * #computation} gives elsewhere what the draws are here.
   *
   * @throws IllegalArgumentException if the posterior takes none, or more than one kind
   */
  public float[] noise(int draws, long seed, long[] keys) {
    Computation weights = computation(draws, false);
    List<Tensor> noise = weights.leaves(Op.NOISE);
    if (noise.size() != 1) {
      throw new IllegalArgumentException(
          "the posterior " + vae.spec().posterior() + " has no noise of its own to give out");
    }
    return Objects.requireNonNull(noise(noise, seed, keys).get(noise.get(0).name()));
  }

  /**
   * Returns all noise of the {@link #computation} with columns for a row whose key is 0, by the
   * names of its leaves: each as the leaf's shape says, of one row.
   */
  public Map<String, float[]> noise(int draws, long seed) {
    return noise(computation(draws, true).leaves(Op.NOISE), seed, new long[1]);
  }

  private Map<String, float[]> noise(List<Tensor> leaves, long seed, long[] keys) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    leaves.forEach(leaf -> outputs.put(leaf.name(), leaf.add(0)));
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Program program =
        Program.compile(Computation.of(outputs), vae.variables(), vae.engine())) {
      program.run(keys.length, seed, 0, keys.clone());
      outputs.keySet().forEach(name -> values.put(name, program.output(name)));
    }
    return values;
  }

  private Drawn run(
      Rows.Batch batch, float @Nullable [] judged, int draws, long seed, long[] keys) {
    Objects.requireNonNull(batch, "batch");
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + draws);
    }
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
    Computation computation = computation(key.draws, key.masked, key.columns);
    return ProgramPool.compile(computation, vae.variables(), vae.engine());
  }

  /**
   * Returns what draws are computed by, of rows whose values may be missing: inputs {@code x} and
   * {@code mask [N, D]} as the model sees values, and {@link #JUDGED} where columns are asked for;
   * outputs {@code logWeight [K, N]} and, where asked for, {@code logProb}, {@code mean} and {@code
   * value [K·N, D]}.
   */
  public Computation computation(int draws, boolean columns) {
    return computation(draws, true, columns);
  }

  private Computation computation(int draws, boolean masked, boolean columns) {
    TracedModel trace = vae.graphs().inference(masked);
    var terms = trace.terms(draws);
    Inference.Draw draw = terms.draw();
    Tensor z = draw.z();
    Dim rows = Dim.rows(z.shape().dim(0).factor());
    Distribution given = trace.decode(z.reshape(Shape.of(rows, z.shape().dim(2))));
    Tensor joint = trace.logProb(given, rows).sum(1).reshape(z.shape().sub(0, 2));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(LOG_WEIGHT, joint.add(terms.logPrior()).sub(draw.logProb()));
    if (columns) {
      Tensor judged = trace.graph().input(JUDGED, Shape.batch(vae.spec().width()));
      outputs.put(LOG_PROB, trace.logProb(given, judged, rows));
      outputs.put(MEAN, trace.rawMean(given));
      outputs.put(VALUE, trace.rawDraw(given));
    }
    return Computation.of(outputs);
  }
}
