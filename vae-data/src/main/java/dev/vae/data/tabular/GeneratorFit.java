package dev.vae.data.tabular;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.data.internal.trial.OrderedParallel;
import dev.vae.data.tabular.draws.CellCalibration;
import dev.vae.data.tabular.draws.ConditionalDraws;
import dev.vae.data.tabular.draws.Dependencies;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.draws.LatentMixture;
import dev.vae.data.tabular.draws.MissingPatterns;
import dev.vae.data.tabular.draws.PosteriorLatents;
import dev.vae.data.tabular.draws.QuantileMap;
import dev.vae.data.tabular.draws.Shuffles;
import dev.vae.data.tabular.draws.WeightedDraws;
import dev.vae.data.tabular.formula.FillFormula;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Trains the part of a table's model that fills cells and makes rows, and measures on held-out rows
 * what intervals of cells are widened by.
 */
final class GeneratorFit {
  private static final int MOST_HELD = 2000;
  private static final int FEWEST = 60;
  private static final int ENOUGH_HELD = 400;

  /**
   * So many times cells of held-out rows are hidden: what a column's intervals cover is then known
   * to about 1 %. Of tables of more than some hundred columns it is less, for each time takes
   * longer and hides more, and so it is where training is short.
   */
  private static final int MOST_HIDDEN = 16_000;

  private static final int FEWEST_HIDDEN = 3000;
  private static final int HIDDEN_CELLS = 4_000_000;
  private static final int HIDDEN_BY_STEP = 8;
  private static final int HIDDEN_BY_ROW = 60;
  private static final int AT_ONCE = 64;
  private static final int AT_ONCE_OF_DATES = 16;
  private static final int CALIBRATION_DRAWS = 250;
  private static final int MOST_LATENTS = 6000;
  private static final int MARGINAL_DRAWS = 10_000;

  private GeneratorFit() {}

  /** Trains it with an engine, and hands it over to that of the options. */
  static Generator fit(
      double[][] rows, List<ColumnEncoding> columns, TableOptions options, Engine engine) {
    options.progress().accept("the part that fills cells and makes rows");
    double[][] mixed = mixed(rows, options.seed());
    int held = held(rows.length);
    double[][] train = Arrays.copyOfRange(mixed, held, mixed.length);
    Vae vae = GeneratorTraining.train(train, columns, options.withEngine(engine));
    int[] levels = columns.stream().mapToInt(ColumnEncoding::levels).toArray();
    boolean[] masked = SelfMasking.of(columns, options.settings().selfMasked());
    CellCalibration cells =
        calibrate(vae, Arrays.copyOf(mixed, held), rows, columns, masked, options);
    double[][] some = Arrays.copyOf(mixed, Math.min(MOST_LATENTS, mixed.length));
    LatentMixture latents =
        LatentMixture.fit(PosteriorLatents.of(vae, some, options.seed()), options.seed());
    return new Generator(
        vae.copy(options.engine()),
        Optional.empty(),
        cells,
        latents,
        marginals(vae, latents, rows, columns, masked, options.seed()),
        MissingPatterns.of(rows),
        Dependencies.of(rows, levels));
  }

  /** Trains what tells cells from the others of their row, as above. */
  static Vae predictor(
      double[][] rows, List<ColumnEncoding> columns, TableOptions options, Engine engine) {
    options.progress().accept("the part that tells cells from the others of their row");
    double[][] mixed = mixed(rows, options.seed());
    double[][] train = Arrays.copyOfRange(mixed, held(rows.length), mixed.length);
    return GeneratorTraining.predictor(train, columns, options.withEngine(engine))
        .copy(options.engine());
  }

  /**
   * At most so many rows that a generator was not trained on; where they are very few, the first of
   * those that it was.
   *
   * @param rows those of training
   */
  static double[][] held(double[][] rows, int most, long seed) {
    int held = Math.min(most, held(rows.length));
    return Arrays.copyOf(mixed(rows, seed), Math.max(held, Math.min(FEWEST, rows.length)));
  }

  /**
   * How many rows intervals are measured by: an eighth, but of small tables a fifth, for with fewer
   * than some hundred what intervals cover would be a matter of luck.
   */
  private static int held(int rows) {
    return Math.min(MOST_HELD, Math.max(rows / 8, Math.min(rows / 5, ENOUGH_HELD)));
  }

  private static double[][] mixed(double[][] rows, long seed) {
    return Shuffles.rows(rows, new SplittableRandom(seed ^ 0x5DEECE66DL));
  }

  /**
   * Hides observed cells of held-out rows, each row several times: half of the time those that
   * another row lacks, for such are the holes to come, else any, as many as make few, some or most
   * of the row's cells holes. Few is what is met most, and tells least of each column at a time, so
   * it takes half of these. What is missing by its own size is not like what is hidden here: such
   * columns keep the intervals that draws give.
   *
   * <p>Dates with cycles may lie anywhere within years, so that the ends of their intervals hang on
   * the noise of draws: where one is hidden, draws are those that an imputer makes.
   */
  static CellCalibration calibrate(
      Vae vae,
      double[][] held,
      double[][] rows,
      List<ColumnEncoding> columns,
      boolean[] masked,
      TableOptions options) {
    RowParts parts = ColumnEncoding.parts(columns);
    List<ColumnEncoding> cells = ColumnEncoding.cells(columns);
    int[] levels = ColumnEncoding.levels(cells);
    boolean[] spiked = new boolean[levels.length];
    for (int c = 0; c < spiked.length; c++) {
      spiked[c] = !cells.get(c).spikes().isEmpty();
    }
    CellCalibration.Builder builder = new CellCalibration.Builder(spiked);
    if (held.length == 0) {
      return builder.build();
    }
    SplittableRandom random = new SplittableRandom(options.seed());
    ConditionalDraws conditional = new ConditionalDraws(List.of(vae), masked, parts);
    int most = times(held.length, levels.length, options.settings().steps());
    // those of dates take longer, but too few would leave columns without residuals of their own
    int times = parts.plain() ? most : Math.max(Math.min(most, FEWEST_HIDDEN), most / 2);
    ConditionalDraws sharing = conditional.sharing();
    int atOnce = parts.plain() ? AT_ONCE : AT_ONCE_OF_DATES;
    int[] next = {0};
    OrderedParallel.run(
        () -> {
          int first = next[0];
          double[][] hidden = new double[Math.min(atOnce, times - first)][];
          for (int i = 0; i < hidden.length; i++) {
            hidden[i] = held[(first + i) % held.length].clone();
            double[] other = rows[random.nextInt(rows.length)];
            int hid = random.nextBoolean() ? hide(hidden[i], masked, other) : 0;
            if (hid == 0) {
              hide(hidden[i], parts, masked, share(random), random);
            }
          }
          next[0] += hidden.length;
          return hidden.length == 0
              ? null
              : new Hidden(first, hidden, new WeightedDraws[hidden.length]);
        },
        options.engine().threads(),
        piece -> {
          piece.draw(conditional, CALIBRATION_DRAWS, options.seed(), row -> !undated(parts, row));
          piece.draw(
              sharing, ConditionalDraws.SHARED, ConditionalDraws.SEED, row -> undated(parts, row));
          return piece;
        },
        piece -> piece.addTo(builder, parts, held, levels));
    return builder.build();
  }

  /** Whether a row lacks a date of several parts. */
  private static boolean undated(RowParts parts, double[] row) {
    return IntStream.range(0, parts.cells())
        .anyMatch(cell -> parts.split(cell) && Double.isNaN(row[parts.first(cell)]));
  }

  /**
   * Held-out rows of which cells were hidden, and the draws for them.
   *
   * @param first how many came before
   */
  private record Hidden(int first, double[][] rows, WeightedDraws[] draws) {
    /** Draws for some of the rows. */
    void draw(ConditionalDraws from, int count, long seed, Predicate<double[]> which) {
      int[] some = IntStream.range(0, rows.length).filter(i -> which.test(rows[i])).toArray();
      double[][] own = Arrays.stream(some).mapToObj(i -> rows[i]).toArray(double[][]::new);
      from.forEach(own, count, seed, (i, made) -> draws[some[i]] = made);
    }

    void addTo(CellCalibration.Builder builder, RowParts parts, double[][] held, int[] levels) {
      for (int i = 0; i < rows.length; i++) {
        int row = (first + i) % held.length;
        double share = parts.hidden(rows[i]);
        for (int c = 0; c < levels.length; c++) {
          int first = parts.first(c);
          if (Double.isNaN(rows[i][first]) && !Double.isNaN(held[row][first])) {
            double truth = parts.split(c) ? parts.scaled(c, held[row]) : held[row][first];
            builder.add(row, draws[i], share, c, levels[c], truth);
          }
        }
      }
    }
  }

  private static int times(int held, int columns, int steps) {
    int wide = Math.max(FEWEST_HIDDEN, HIDDEN_CELLS / columns);
    long most = Math.min((long) HIDDEN_BY_STEP * steps, (long) HIDDEN_BY_ROW * held);
    return (int) Math.min(most, Math.min(MOST_HIDDEN, wide));
  }

  /** Which part of a row's cells shall be holes: up to the first bin's half of the time. */
  private static double share(SplittableRandom random) {
    double[] bins = FillFormula.bins();
    double which = random.nextDouble();
    int bin = which < 0.5 ? 0 : which < 0.75 ? 1 : which < 0.875 ? 2 : 3;
    double from = bin == 0 ? 0 : bins[bin - 1];
    return from + random.nextDouble() * (bins[bin] - from);
  }

  /** Hides what another row lacks; returns how many cells. */
  private static int hide(double[] row, boolean[] masked, double[] other) {
    int hidden = 0;
    for (int c = 0; c < row.length; c++) {
      if (Double.isNaN(other[c]) && !Double.isNaN(row[c]) && !masked[c]) {
        row[c] = Double.NaN;
        hidden++;
      }
    }
    return hidden;
  }

  /** Hides as many cells as make so many of the row's holes, at least one. */
  private static void hide(
      double[] row, RowParts parts, boolean[] masked, double share, SplittableRandom random) {
    int holes = parts.holes(row);
    int wanted = Math.max(holes + 1, (int) Math.ceil(share * parts.cells()));
    for (int cell : Shuffles.order(parts.cells(), random)) {
      int first = parts.first(cell);
      if (holes < wanted && !Double.isNaN(row[first]) && !masked[first]) {
        for (int c : parts.columns(cell)) {
          row[c] = Double.NaN;
        }
        holes++;
      }
    }
  }

  /** Spikes are drawn as often as the likelihood says, and stay; of all others ranks count. */
  private static List<QuantileMap> marginals(
      Vae vae,
      LatentMixture latents,
      double[][] rows,
      List<ColumnEncoding> columns,
      boolean[] masked,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] z = new float[MARGINAL_DRAWS][];
    Arrays.setAll(z, i -> latents.draw(random));
    double[][] drawn = vae.drawRowsAsDouble(z, seed, null);
    List<QuantileMap> maps = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      ColumnEncoding column = columns.get(c);
      maps.add(
          column.category() || masked[c]
              ? new QuantileMap(new double[0], new double[0])
              : QuantileMap.of(others(drawn, c, column), others(rows, c, column)));
    }
    return maps;
  }

  private static double[] others(double[][] rows, int at, ColumnEncoding column) {
    return Arrays.stream(rows)
        .mapToDouble(row -> row[at])
        .filter(value -> column.spike(value).isEmpty())
        .toArray();
  }
}
