package dev.vae.core.draws;

import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
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
import java.util.function.Consumer;
import java.util.function.Function;
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

  /** The name of the input of {@link #conditional} that says which value is judged. */
  public static final String OWN = "own";

  /** The name of the output of {@link #leftOut} with what columns are left out by. */
  public static final String LEFT_OUT = "leftOut";

  /** What is asked of draws. */
  private enum Asked {
    WEIGHTS,
    COLUMNS,
    CONDITIONAL,
    LEFT_OUT
  }

  private record Key(int draws, boolean masked, Asked asked) {}

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

  /**
   * What draws say of one value of each row, given the row's others: draw k of row r is at {@code k
   * · rows + r}.
   *
   * @param rows N
   * @param draws K
   * @param logWeight log p(x, z) − log q(z | x) of the others, {@code [K·N]}
   * @param logProb log p(xᵢ | z) of the value, likewise
   * @param mean the likelihood's mean of its column, for a category the likeliest, likewise
   */
  public record Conditional(
      int rows, int draws, float[] logWeight, float[] logProb, float[] mean) {}

  /**
   * Draws given whole rows, and what they say of each value given the others.
   *
   * @param rows N
   * @param draws K
   * @param logWeight as of {@link Drawn}
   * @param surprise about −log p(xᵢ | the others) in nats, {@code [N·D]}: log of the harmonic mean
   *     of densities by weight (Gelfand and Dey 1994). Quick, and too small where a value has drawn
   *     z to itself; what it is where no value was observed means nothing
   */
  public record LeftOut(int rows, int draws, float[] logWeight, float[] surprise) {}

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
    boolean columns = judged != null;
    Asked asked = columns ? Asked.COLUMNS : Asked.WEIGHTS;
    return run(
        asked,
        batch,
        draws,
        seed,
        keys,
        program -> {
          if (judged != null) {
            program.bind(JUDGED, judged);
          }
        },
        program ->
            new Drawn(
                batch.rows(),
                draws,
                vae.spec().width(),
                program.output(LOG_WEIGHT),
                columns ? program.output(LOG_PROB) : null,
                columns ? program.output(MEAN) : null,
                columns ? program.output(VALUE) : null));
  }

  /**
   * Judges one value of each row of a batch by the row's others: it is hidden, z is drawn given the
   * rest, and each draw says how likely the value is.
   *
   * @param batch rows that are prepared already; a row may be there several times
   * @param column for each row which value is judged, one that was observed
   */
  public Conditional conditional(
      Rows.Batch batch, int[] column, int draws, long seed, long[] keys) {
    Objects.requireNonNull(batch, "batch");
    int width = vae.spec().width();
    float[] mask = new float[batch.rows() * width];
    float[] own = new float[mask.length];
    for (int r = 0; r < batch.rows(); r++) {
      for (int c = 0; c < width; c++) {
        mask[r * width + c] = batch.mask() == null ? 1 : batch.mask()[r * width + c];
      }
      if (mask[r * width + column[r]] == 0) {
        throw new IllegalArgumentException("row " + r + " has no value in column " + column[r]);
      }
      mask[r * width + column[r]] = 0;
      own[r * width + column[r]] = 1;
    }
    Rows.Batch rest =
        new Rows.Batch(batch.rows(), batch.values(), mask, batch.condition(), batch.index());
    return run(
        Asked.CONDITIONAL,
        rest,
        draws,
        seed,
        keys,
        program -> program.bind(OWN, own),
        program ->
            new Conditional(
                batch.rows(),
                draws,
                program.output(LOG_WEIGHT),
                program.output(LOG_PROB),
                program.output(MEAN)));
  }

  /** Draws for the rows of a batch, and tells of each value what the draws say without it. */
  public LeftOut leftOut(Rows.Batch batch, int draws, long seed, long[] keys) {
    return run(
        Asked.LEFT_OUT,
        batch,
        draws,
        seed,
        keys,
        program -> {},
        program ->
            new LeftOut(batch.rows(), draws, program.output(LOG_WEIGHT), program.output(LEFT_OUT)));
  }

  private <T> T run(
      Asked asked,
      Rows.Batch batch,
      int draws,
      long seed,
      long[] keys,
      Consumer<Program> more,
      Function<Program, T> told) {
    Objects.requireNonNull(batch, "batch");
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + draws);
    }
    ProgramPool pool =
        programs.computeIfAbsent(new Key(draws, batch.mask() != null, asked), this::compile);
    return vae.variables()
        .reading(
            () ->
                pool.use(
                    program -> {
                      TracedModel.give(program, batch);
                      more.accept(program);
                      program.run(batch.rows(), seed, 0, keys);
                      return told.apply(program);
                    }));
  }

  private ProgramPool compile(Key key) {
    Computation computation = computation(key.draws, key.masked, key.asked);
    return ProgramPool.compile(computation, vae.variables(), vae.engine());
  }

  /**
   * Returns what draws are computed by, of rows whose values may be missing: inputs {@code x} and
   * {@code mask [N, D]} as the model sees values, and {@link #JUDGED} where columns are asked for;
   * outputs {@code logWeight [K, N]} and, where asked for, {@code logProb}, {@code mean} and {@code
   * value [K·N, D]}.
   */
  public Computation computation(int draws, boolean columns) {
    return computation(draws, true, columns ? Asked.COLUMNS : Asked.WEIGHTS);
  }

  /**
   * Returns what {@link #conditional(Rows.Batch, int[], int, long, long[])} computes by: inputs
   * {@code x}, {@code mask} without the judged values, and {@link #OWN}, 1 where a value is judged,
   * all {@code [N, D]}; outputs {@code logWeight}, {@code logProb} and {@code mean [K, N]}.
   */
  public Computation conditional(int draws) {
    return computation(draws, true, Asked.CONDITIONAL);
  }

  /**
   * Returns what {@link #leftOut(Rows.Batch, int, long, long[])} computes by: inputs {@code x} and
   * {@code mask [N, D]}, outputs {@code logWeight [K, N]} and {@link #LEFT_OUT} {@code [N, D]}.
   */
  public Computation leftOut(int draws) {
    return computation(draws, true, Asked.LEFT_OUT);
  }

  private Computation computation(int draws, boolean masked, Asked asked) {
    TracedModel trace = vae.graphs().inference(masked);
    var terms = trace.terms(draws);
    Inference.Draw draw = terms.draw();
    Tensor z = draw.z();
    Dim rows = Dim.rows(z.shape().dim(0).factor());
    Distribution given = trace.decode(z.reshape(Shape.of(rows, z.shape().dim(2))));
    Shape every = z.shape().sub(0, 2);
    Shape rowShape = Shape.batch(vae.spec().width());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    Tensor each =
        asked == Asked.CONDITIONAL || asked == Asked.LEFT_OUT
            ? trace.logProb(given, trace.graph().input(TracedModel.X, rowShape), rows)
            : null;
    Tensor observed = each == null ? trace.logProb(given, rows) : trace.observed(given, each, rows);
    Tensor joint = observed.sum(1).reshape(every);
    Tensor weight = joint.add(terms.logPrior()).sub(draw.logProb());
    outputs.put(LOG_WEIGHT, weight);
    switch (asked) {
      case WEIGHTS -> {}
      case COLUMNS -> {
        Tensor judged = trace.graph().input(JUDGED, rowShape);
        outputs.put(LOG_PROB, trace.logProb(given, judged, rows));
        outputs.put(MEAN, trace.rawMean(given));
        outputs.put(VALUE, trace.rawDraw(given));
      }
      case CONDITIONAL -> {
        Tensor own = Functions.repeated(trace.graph().input(OWN, rowShape), rows);
        Tensor zero = trace.graph().constant(0);
        outputs.put(LOG_PROB, own.where(each, zero).sum(1).reshape(every));
        outputs.put(MEAN, own.where(trace.rawMean(given), zero).sum(1).reshape(every));
      }
      case LEFT_OUT -> {
        Shape cells = Shape.of(every.dim(0), every.dim(1), Dim.of(vae.spec().width()));
        Tensor without =
            weight
                .reshape(Shape.of(every.dim(0), every.dim(1), Dim.of(1)))
                .sub(each.reshape(cells));
        outputs.put(
            LEFT_OUT,
            without
                .logSumExp(0)
                .sub(weight.logSumExp(0).reshape(Shape.of(every.dim(1), Dim.of(1)))));
      }
    }
    return Computation.of(outputs);
  }
}
