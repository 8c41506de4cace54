package dev.vae.data.tabular;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.data.tabular.draws.CellCalibration;
import dev.vae.data.tabular.draws.ConditionalDraws;
import dev.vae.data.tabular.draws.Dependencies;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.draws.HolePatterns;
import dev.vae.data.tabular.draws.LatentMixture;
import dev.vae.data.tabular.draws.PosteriorLatents;
import dev.vae.data.tabular.draws.QuantileMap;
import dev.vae.data.tabular.draws.Shuffles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains the part of a table's model that fills cells and makes rows, and measures on held-out rows
 * what intervals of cells are widened by.
 */
final class GeneratorFit {
  private static final int MOST_HELD = 2000;
  private static final int FEWEST = 60;
  private static final int ENOUGH_HELD = 400;
  private static final int MOST_HIDDEN = 3000;
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
    boolean[] spiked = new boolean[levels.length];
    for (int c = 0; c < spiked.length; c++) {
      spiked[c] = !columns.get(c).spikes().isEmpty();
    }
    CellCalibration cells =
        calibrate(vae, Arrays.copyOf(mixed, held), rows, levels, masked, spiked, options);
    double[][] some = Arrays.copyOf(mixed, Math.min(MOST_LATENTS, mixed.length));
    LatentMixture latents =
        LatentMixture.fit(PosteriorLatents.of(vae, some, options.seed()), options.seed());
    return new Generator(
        vae.copy(options.engine()),
        cells,
        latents,
        marginals(vae, latents, rows, columns, masked, options.seed()),
        HolePatterns.of(rows),
        Dependencies.of(rows, levels));
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
   * Hides observed cells of held-out rows: one of them, and by turns those that another row lacks,
   * or any with one probability for the row. What is missing by its own size is not like what is
   * hidden here: such columns keep the intervals that draws give.
   */
  private static CellCalibration calibrate(
      Vae vae,
      double[][] held,
      double[][] rows,
      int[] levels,
      boolean[] masked,
      boolean[] spiked,
      TableOptions options) {
    CellCalibration.Builder builder = new CellCalibration.Builder(spiked);
    if (held.length == 0) {
      return builder.build();
    }
    SplittableRandom random = new SplittableRandom(options.seed());
    int repeats = Math.min(8, Math.max(1, MOST_HIDDEN / held.length));
    double[][] truth = new double[Math.min(MOST_HIDDEN, held.length * repeats)][];
    double[][] hidden = new double[truth.length][];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = held[i % held.length];
      hidden[i] = truth[i].clone();
      double[] other = rows[random.nextInt(rows.length)];
      double rate = i % 2 == 0 ? 0 : random.nextDouble();
      for (int c = 0; c < levels.length; c++) {
        if ((Double.isNaN(other[c]) || random.nextDouble() < rate) && !masked[c]) {
          hidden[i][c] = Double.NaN;
        }
      }
      int one = random.nextInt(levels.length);
      hidden[i][one] = masked[one] ? hidden[i][one] : Double.NaN;
    }
    new ConditionalDraws(List.of(vae), masked)
        .forEach(
            hidden,
            CALIBRATION_DRAWS,
            options.seed(),
            (row, draws) -> {
              double share = CellCalibration.hidden(hidden[row]);
              for (int c = 0; c < levels.length; c++) {
                if (Double.isNaN(hidden[row][c]) && !Double.isNaN(truth[row][c])) {
                  builder.add(draws, share, c, levels[c], truth[row][c]);
                }
              }
            });
    return builder.build();
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
