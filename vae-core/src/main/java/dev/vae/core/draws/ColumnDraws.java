package dev.vae.core.draws;

import dev.vae.core.draws.DrawComputation.Asked;
import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.pool.ProgramPool;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.Arrays;
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
  private static final String LOG_WEIGHT = DrawComputation.LOG_WEIGHT;
  private static final String LOG_PROB = DrawComputation.LOG_PROB;
  private static final String MEAN = DrawComputation.MEAN;
  private static final String VALUE = DrawComputation.VALUE;

  /** The name of the input of {@link #computation} with values that are to be judged. */
  public static final String JUDGED = "judged";

  /** The name of the input of {@link #conditional} that says which value is judged. */
  public static final String OWN = "own";

  /** How the names of outputs of {@link #expected} with variances end. */
  public static final String VARIANCE = "variance";

  /** How the names of those with probabilities of single values beside a density end. */
  public static final String PROBABILITIES = "probabilities";

  /** How the names of those with the means of such a density end. */
  public static final String DENSITY_MEAN = "mean";

  /** The name of the output of {@link #leftOut} with what columns are left out by. */
  public static final String LEFT_OUT = "leftOut";

  /**
   * What programs are for.
   *
   * @param given whether the noise of z is given; programs keep what they were given
   */
  private record Key(int draws, boolean masked, Asked asked, boolean given) {}

  /**
   * A computation made ready.
   *
   * @param noise the name of the noise of z; empty where it is drawn
   * @param told the names of outputs with parameters of the likelihood
   */
  private record Ready(ProgramPool pool, String noise, List<String> told) {}

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
   */
  public record Conditional(int rows, int draws, float[] logWeight, float[] logProb) {}

  /**
   * What draws say is to be expected of every column: draw k of row r is at {@code k · rows + r}.
   *
   * @param rows N
   * @param draws K
   * @param logWeight as of {@link Drawn}
   * @param mean the likelihood's mean of every column, for categories the likeliest, {@code
   *     [K·N·D]}
   * @param parameters by their names, such as {@code gaussian.variance}, those of a part's columns,
   *     {@code [K·N·columns]}: variances; and of parts of which single values have probabilities,
   *     these ({@code [K·N·columns·values]}, the last for all others) and the others' mean
   */
  public record Expected(
      int rows, int draws, float[] logWeight, float[] mean, Map<String, float[]> parameters) {}

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
  private final Map<Key, Ready> programs = new ConcurrentHashMap<>();

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
   * Returns the same with noise of z that is given, the same for every row; all other depends on
   * the seed alone.
   *
   * @param noise {@code [K][latent]}
   */
  public Drawn weights(Rows.Batch batch, float[][] noise, long seed) {
    return run(
        Asked.WEIGHTS,
        batch,
        noise,
        seed,
        program -> {},
        program -> drawn(batch, noise.length, program, false));
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

  /**
   * Returns the same with noise of z that is given, the same for every row; that of values depends
   * on the seed alone.
   *
   * @param noise {@code [K][latent]}
   */
  public Drawn columns(Rows.Batch batch, float[] judged, float[][] noise, long seed) {
    return run(
        ready(batch, noise.length, Asked.COLUMNS, true),
        batch,
        noise,
        seed,
        program -> program.bind(JUDGED, Objects.requireNonNull(judged, "judged")),
        program -> drawn(batch, noise.length, program, true));
  }

  private long[] contents(Rows.Batch batch) {
    Objects.requireNonNull(batch, "batch");
    return RowKeys.of(batch, vae.spec().width(), vae.spec().condition());
  }

  /**
   * Returns all noise of the {@link #computation} with columns for a row whose key is 0, by the
   * names of its leaves: each as the leaf's shape says, of one row.
   */
  public Map<String, float[]> noise(int draws, long seed) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    computation(draws, true)
        .leaves(Op.NOISE)
        .forEach(leaf -> outputs.put(leaf.name(), leaf.add(0)));
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Program program =
        Program.compile(Computation.of(outputs), vae.variables(), vae.engine())) {
      program.run(1, seed, 0, new long[1]);
      outputs.keySet().forEach(name -> values.put(name, program.output(name)));
    }
    return values;
  }

  private Drawn run(
      Rows.Batch batch, float @Nullable [] judged, int draws, long seed, long[] keys) {
    boolean columns = judged != null;
    Asked asked = columns ? Asked.COLUMNS : Asked.WEIGHTS;
    return run(
        ready(batch, draws, asked, false),
        batch,
        seed,
        keys,
        program -> {
          if (judged != null) {
            program.bind(JUDGED, judged);
          }
        },
        program -> drawn(batch, draws, program, columns));
  }

  private Drawn drawn(Rows.Batch batch, int draws, Program program, boolean columns) {
    return new Drawn(
        batch.rows(),
        draws,
        vae.spec().width(),
        program.output(LOG_WEIGHT),
        columns ? program.output(LOG_PROB) : null,
        columns ? program.output(MEAN) : null,
        columns ? program.output(VALUE) : null);
  }

  /**
   * Judges one value of each row of a batch by the row's others: it is hidden, z is drawn given the
   * rest, and each draw says how likely the value is.
   *
   * @param batch rows that are prepared already; a row may be there several times
   * @param column for each row which value is judged, one that was observed
   * @param noise {@code [K][latent]}, the same for every row
   */
  public Conditional conditional(Rows.Batch batch, int[] column, float[][] noise) {
    int[][] columns = new int[column.length][];
    Arrays.setAll(columns, r -> new int[] {column[r]});
    return conditional(batch, columns, noise);
  }

  /**
   * Judges some values of each row together by the row's others, likewise.
   *
   * @param columns for each row which values are judged, all of which were observed
   * @param noise {@code [K][latent]}, the same for every row
   */
  public Conditional conditional(Rows.Batch batch, int[][] columns, float[][] noise) {
    Objects.requireNonNull(batch, "batch");
    int width = vae.spec().width();
    float[] mask = new float[batch.rows() * width];
    float[] own = new float[mask.length];
    for (int r = 0; r < batch.rows(); r++) {
      for (int c = 0; c < width; c++) {
        mask[r * width + c] = batch.mask() == null ? 1 : batch.mask()[r * width + c];
      }
      for (int column : columns[r]) {
        if (mask[r * width + column] == 0) {
          throw new IllegalArgumentException("row " + r + " has no value in column " + column);
        }
        mask[r * width + column] = 0;
        own[r * width + column] = 1;
      }
    }
    Rows.Batch rest =
        new Rows.Batch(batch.rows(), batch.values(), mask, batch.condition(), batch.index());
    return run(
        Asked.CONDITIONAL,
        rest,
        noise,
        0,
        program -> program.bind(OWN, own),
        program ->
            new Conditional(
                batch.rows(), noise.length, program.output(LOG_WEIGHT), program.output(LOG_PROB)));
  }

  /**
   * Draws for the rows of a batch, and tells what is to be expected of every column.
   *
   * @param noise {@code [K][latent]}, the same for every row
   */
  public Expected expected(Rows.Batch batch, float[][] noise) {
    Ready ready = ready(batch, noise.length, Asked.EXPECTED, true);
    return run(
        ready,
        batch,
        noise,
        0,
        program -> {},
        program ->
            new Expected(
                batch.rows(),
                noise.length,
                program.output(LOG_WEIGHT),
                program.output(MEAN),
                parameters(ready, program)));
  }

  private static Map<String, float[]> parameters(Ready ready, Program program) {
    Map<String, float[]> parameters = new LinkedHashMap<>();
    ready.told.forEach(name -> parameters.put(name, program.output(name)));
    return parameters;
  }

  /**
   * Tells what is to be expected of every column where z is the posterior's mean: no draw, and no
   * weights.
   *
   * @return of one draw for each row, all weighing alike; its parameters have the probabilities of
   *     categories as well, {@code [N·columns·categories]}
   */
  public Expected predicted(Rows.Batch batch) {
    Ready ready = ready(batch, 1, Asked.PREDICTED, false);
    return run(
        ready,
        batch,
        0,
        new long[batch.rows()],
        program -> {},
        program ->
            new Expected(
                batch.rows(),
                1,
                new float[batch.rows()],
                program.output(MEAN),
                parameters(ready, program)));
  }

  /**
   * Draws for the rows of a batch, and tells of each value what the draws say without it.
   *
   * @param noise of z, {@code [K][latent]}, the same for every row
   * @param seed what all other noise depends on
   */
  public LeftOut leftOut(Rows.Batch batch, float[][] noise, long seed) {
    return run(
        Asked.LEFT_OUT,
        batch,
        noise,
        seed,
        program -> {},
        program ->
            new LeftOut(
                batch.rows(), noise.length, program.output(LOG_WEIGHT), program.output(LEFT_OUT)));
  }

  private <T> T run(
      Asked asked,
      Rows.Batch batch,
      float[][] noise,
      long seed,
      Consumer<Program> more,
      Function<Program, T> told) {
    return run(ready(batch, noise.length, asked, true), batch, noise, seed, more, told);
  }

  /** Noise that is given is not drawn: every row has the same. */
  private <T> T run(
      Ready ready,
      Rows.Batch batch,
      float[][] noise,
      long seed,
      Consumer<Program> more,
      Function<Program, T> told) {
    int latent = vae.spec().latent();
    float[] every = new float[noise.length * batch.rows() * latent];
    for (int k = 0; k < noise.length; k++) {
      for (int r = 0; r < batch.rows(); r++) {
        System.arraycopy(noise[k], 0, every, (k * batch.rows() + r) * latent, latent);
      }
    }
    return run(
        ready,
        batch,
        seed,
        new long[batch.rows()],
        program -> {
          program.bind(ready.noise, every);
          more.accept(program);
        },
        told);
  }

  private <T> T run(
      Ready ready,
      Rows.Batch batch,
      long seed,
      long[] keys,
      Consumer<Program> more,
      Function<Program, T> told) {
    return vae.variables()
        .reading(
            () ->
                ready.pool.use(
                    program -> {
                      TracedModel.give(program, batch);
                      more.accept(program);
                      program.run(batch.rows(), seed, 0, keys);
                      return told.apply(program);
                    }));
  }

  private Ready ready(Rows.Batch batch, int draws, Asked asked, boolean given) {
    Objects.requireNonNull(batch, "batch");
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + draws);
    }
    Key key = new Key(draws, batch.mask() != null, asked, given);
    return programs.computeIfAbsent(key, this::compile);
  }

  private Ready compile(Key key) {
    Computation computation = computation(key.draws, key.masked, key.asked);
    List<String> told =
        computation.outputs().keySet().stream().filter(name -> name.indexOf('.') > 0).toList();
    return new Ready(
        ProgramPool.compile(computation, vae.variables(), vae.engine()),
        key.given ? posteriorNoise(computation) : "",
        told);
  }

  /** The name of the noise of z. */
  private String posteriorNoise(Computation computation) {
    List<String> names =
        computation.leaves(Op.NOISE).stream()
            .map(Tensor::name)
            .filter(name -> name.startsWith("posterior"))
            .toList();
    if (names.size() != 1) {
      throw new IllegalArgumentException(
          "the posterior " + vae.spec().posterior() + " has no noise of its own to give out");
    }
    return names.get(0);
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
   * Returns what {@link #conditional(Rows.Batch, int[], float[][])} and {@link
   * #expected(Rows.Batch, float[][])} compute by: inputs {@code x}, {@code mask} without the judged
   * values, and {@link #OWN}, 1 where a value is judged, all {@code [N, D]}; outputs {@code
   * logWeight} and {@code logProb [K, N]}, {@code mean [K·N, D]} and parameters by their names.
   */
  public Computation judged(int draws) {
    return computation(draws, true, Asked.JUDGED);
  }

  /**
   * Returns what {@link #expected(Rows.Batch, float[][])} computes by: inputs {@code x} and {@code
   * mask [N, D]}, outputs {@code logWeight [K, N]}, {@code mean [K·N, D]} and parameters by their
   * names.
   */
  public Computation expected(int draws) {
    return computation(draws, true, Asked.EXPECTED);
  }

  /**
   * Returns what {@link #predicted(Rows.Batch)} computes by: inputs {@code x} and {@code mask [N,
   * D]}, outputs {@code mean [N, D]} and parameters by their names.
   */
  public Computation predicted() {
    return computation(1, true, Asked.PREDICTED);
  }

  /**
   * Returns what {@link #leftOut(Rows.Batch, float[][], long)} computes by: inputs {@code x} and
   * {@code mask [N, D]}, outputs {@code logWeight [K, N]} and {@link #LEFT_OUT} {@code [N, D]}.
   */
  public Computation leftOut(int draws) {
    return computation(draws, true, Asked.LEFT_OUT);
  }

  private Computation computation(int draws, boolean masked, Asked asked) {
    return DrawComputation.of(vae, draws, masked, asked);
  }
}
