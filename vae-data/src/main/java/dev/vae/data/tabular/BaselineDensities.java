package dev.vae.data.tabular;

import dev.vae.core.internal.linalg.ProbabilisticPca;
import dev.vae.data.internal.file.JsonNode;
import dev.vae.data.internal.outlier.DensityGrid;
import dev.vae.data.internal.outlier.LinearNormal;
import dev.vae.data.tabular.draws.Shuffles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Baseline densities beside a VAE: of numbers, probabilistic principal components, x = μ + zW +
 * noise, and densities of columns by themselves; of categories, independent shares of levels. Exact
 * where cells are missing: what was not observed is integrated out (Tipping and Bishop 1999,
 * appendix A).
 *
 * @param mean μ of every column; 0 for categories
 * @param weights W, {@code [q][D]}
 * @param variance σ²
 * @param logShares for every column the log of its levels' shares; empty for numbers
 * @param grids for every column of numbers its density by itself
 */
record BaselineDensities(
    double[] mean,
    double[][] weights,
    double variance,
    double[][] logShares,
    List<Optional<DensityGrid>> grids) {
  private static final int MOST_ROWS = 20_000;

  /**
   * Fits as many components as held-out rows ask for: the fewest whose held-out likelihood is
   * within 1 nat of the best.
   */
  static BaselineDensities fit(double[][] rows, List<ColumnEncoding> columns, long seed) {
    int[] numbers = numbers(columns);
    double[][] dense = dense(rows, numbers, seed);
    int latent = numbers.length < 2 ? 0 : latent(dense, seed);
    double[][] shares = new double[columns.size()][];
    for (int c = 0; c < shares.length; c++) {
      shares[c] =
          columns.get(c).category() ? shares(rows, c, columns.get(c).levels() + 1) : new double[0];
    }
    double[] mean = new double[columns.size()];
    double[][] weights = new double[latent][columns.size()];
    double variance = 1;
    if (numbers.length > 0) {
      ProbabilisticPca pca = ProbabilisticPca.of(dense);
      variance = floor(pca.variance(latent));
      double[][] own = pca.weights(latent);
      for (int i = 0; i < numbers.length; i++) {
        mean[numbers[i]] = pca.mean()[i];
        for (int k = 0; k < latent; k++) {
          weights[k][numbers[i]] = own[k][i];
        }
      }
    }
    List<Optional<DensityGrid>> grids = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      int column = c;
      grids.add(
          columns.get(c).category()
              ? Optional.empty()
              : Optional.of(
                  DensityGrid.of(Arrays.stream(rows).mapToDouble(r -> r[column]).toArray())));
    }
    return new BaselineDensities(mean, weights, variance, shares, grids);
  }

  private static int[] numbers(List<ColumnEncoding> columns) {
    int[] all = new int[columns.size()];
    int count = 0;
    for (int c = 0; c < all.length; c++) {
      if (!columns.get(c).category()) {
        all[count++] = c;
      }
    }
    return Arrays.copyOf(all, count);
  }

  /** Some rows' numbers, holes filled with the column's mean. */
  private static double[][] dense(double[][] rows, int[] numbers, long seed) {
    double[] sum = new double[numbers.length];
    double[] count = new double[numbers.length];
    for (double[] row : rows) {
      for (int i = 0; i < numbers.length; i++) {
        double v = row[numbers[i]];
        sum[i] += Double.isNaN(v) ? 0 : v;
        count[i] += Double.isNaN(v) ? 0 : 1;
      }
    }
    int taken = Math.min(MOST_ROWS, rows.length);
    double[][] dense = new double[taken][numbers.length];
    for (int r = 0; r < taken; r++) {
      double[] row = rows[(int) ((long) r * rows.length / taken)];
      for (int i = 0; i < numbers.length; i++) {
        double v = row[numbers[i]];
        dense[r][i] = Double.isNaN(v) ? sum[i] / Math.max(1, count[i]) : v;
      }
    }
    return dense;
  }

  private static double[] shares(double[][] rows, int column, int levels) {
    double[] share = new double[levels];
    Arrays.fill(share, 0.5);
    double total = 0.5 * levels;
    for (double[] row : rows) {
      if (!Double.isNaN(row[column])) {
        share[(int) row[column]]++;
        total++;
      }
    }
    double all = total;
    return Arrays.stream(share).map(s -> StrictMath.log(s / all)).toArray();
  }

  /** A variance that double precision can divide by. */
  private static double floor(double variance) {
    return Math.max(variance, 1e-4);
  }

  /** How many components held-out rows ask for. */
  static int latent(double[][] dense, long seed) {
    int width = dense[0].length;
    int most = Math.max(1, Math.min(Math.min(width - 1, 32), dense.length / 20));
    double[][] shuffled = Shuffles.rows(dense, new SplittableRandom(seed));
    int cut = Math.max(1, shuffled.length * 4 / 5);
    if (cut == shuffled.length) {
      return 1;
    }
    ProbabilisticPca pca = ProbabilisticPca.of(Arrays.copyOf(shuffled, cut));
    double[][] held = Arrays.copyOfRange(shuffled, cut, shuffled.length);
    double[] bounds = new double[most + 1];
    double best = Double.NEGATIVE_INFINITY;
    for (int q = 1; q <= most; q++) {
      bounds[q] =
          ProbabilisticPca.logLikelihood(held, pca.mean(), pca.weights(q), floor(pca.variance(q)));
      best = Math.max(best, bounds[q]);
    }
    int q = 1;
    while (bounds[q] < best - 1) {
      q++;
    }
    return q;
  }

  /**
   * What is said of what was observed of a row, in nats.
   *
   * @param dependent −log p by principal components
   * @param independent −log p if columns were independent, each with a density of its own
   * @param pattern half the first if every observed number were the mean: what a pattern of holes
   *     alone says
   */
  record Scores(double dependent, double independent, double pattern) {}

  /** Judges a row. */
  Scores of(double[] row) {
    LinearNormal normal = LinearNormal.of(weights, variance, apart(row));
    double shares = shares(row);
    double alone = 0;
    for (int c = 0; c < row.length; c++) {
      if (number(row, c)) {
        alone += grids.get(c).orElseThrow().score(row[c]);
      }
    }
    return new Scores(shares + normal.score(), shares + alone, 0.5 * normal.atMean());
  }

  /** Observed numbers less their means. */
  private double[] apart(double[] row) {
    double[] apart = new double[row.length];
    Arrays.setAll(apart, c -> number(row, c) ? row[c] - mean[c] : Double.NaN);
    return apart;
  }

  private boolean number(double[] row, int column) {
    return logShares[column].length == 0 && !Double.isNaN(row[column]);
  }

  private double shares(double[] row) {
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      if (logShares[c].length > 0 && !Double.isNaN(row[c])) {
        sum -= logShares[c][(int) row[c]];
      }
    }
    return sum;
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("mean", JsonNode.list(mean));
    json.put("weights", JsonNode.list(weights));
    json.put("variance", variance);
    json.put("logShares", JsonNode.list(logShares));
    json.put("densities", JsonNode.list(densities()));
    return json;
  }

  /** For every column of numbers the log of its density on the grid, for others nothing. */
  double[][] densities() {
    double[][] densities = new double[grids.size()][];
    Arrays.setAll(
        densities, c -> grids.get(c).map(DensityGrid::logDensity).orElseGet(() -> new double[0]));
    return densities;
  }

  static BaselineDensities fromJson(JsonNode json, List<ColumnEncoding> columns) {
    double[][] weights = json.table("weights");
    double[][] shares = json.table("logShares");
    double[][] densities = json.table("densities");
    boolean fits =
        shares.length == columns.size()
            && densities.length == columns.size()
            && json.number("variance") > 0;
    for (double[] axis : weights) {
      fits &= axis.length == columns.size();
    }
    for (int c = 0; fits && c < shares.length; c++) {
      int levels = columns.get(c).levels();
      fits =
          shares[c].length == (levels > 0 ? levels + 1 : 0)
              && densities[c].length == (levels > 0 ? 0 : DensityGrid.POINTS);
    }
    if (!fits) {
      throw json.problem("weights", "of as many columns as the table has");
    }
    List<Optional<DensityGrid>> grids = new ArrayList<>();
    for (double[] grid : densities) {
      grids.add(grid.length == 0 ? Optional.empty() : Optional.of(new DensityGrid(grid)));
    }
    return new BaselineDensities(
        json.numbers("mean", columns.size()), weights, json.number("variance"), shares, grids);
  }
}
