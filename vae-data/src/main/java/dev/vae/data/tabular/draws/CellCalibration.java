package dev.vae.data.tabular.draws;

import dev.vae.data.tabular.formula.FillFormula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How far off draws were, by column, for observed cells of held-out rows that were hidden: what
 * makes intervals cover as often as they say, whatever the model got wrong (split conformal
 * prediction, Vovk et al. 2005). A number's residual is {@code (value − median) / spread} of its
 * draws, in the model's units, the spread being half the distance of the 16th from the 84th
 * percentile; a category's is one less the probability that draws gave it. Of a number of a column
 * with spikes it is its rank among the draws, between those below it and those up to it by chance
 * (distributional conformal prediction, Chernozhukov et al. 2021). Rows of which few, some or most
 * cells are hidden are told apart.
 */
public final class CellCalibration {
  private static final int MOST = 2000;

  /** Up to which shares of hidden cells rows are taken together. */
  private static final double[] BINS = FillFormula.bins();

  /** With fewer residuals than this, those of all rows stand for them. */
  private static final int ENOUGH = 100;

  /** By column and bin, ascending. */
  private final double[][] residuals;

  /** Of which columns residuals are ranks. */
  private final boolean[] ranked;

  private CellCalibration(double[][] residuals, boolean[] ranked) {
    this.residuals = residuals;
    this.ranked = ranked;
  }

  /** Gathers residuals. */
  public static final class Builder {
    private final List<List<Double>> residuals = new ArrayList<>();
    private final List<BitSet> rows = new ArrayList<>();
    private final boolean[] ranked;
    private final SplittableRandom random = new SplittableRandom(1);

    /** For columns of which these have spikes. */
    public Builder(boolean[] spiked) {
      this.ranked = spiked.clone();
      for (int c = 0; c < spiked.length * BINS.length; c++) {
        residuals.add(new ArrayList<>());
        rows.add(new BitSet());
      }
    }

    /**
     * Adds one hidden cell.
     *
     * @param row whose cell it is; the same cell may come again, with other cells hidden beside it
     * @param draws of its row, in the model's units
     * @param hidden the share of the row's cells that were hidden
     * @param levels of the column, where it is of categories; else 0
     * @param truth what was hidden
     */
    public void add(
        int row, WeightedDraws draws, double hidden, int column, int levels, double truth) {
      rows.get(place(column, hidden)).set(row);
      residuals
          .get(place(column, hidden))
          .add(
              ranked[column] ? rank(draws, column, truth) : residual(draws, column, levels, truth));
    }

    private double rank(WeightedDraws draws, int column, double truth) {
      double[] ranks = draws.ranks(column, truth);
      return ranks[0] + random.nextDouble() * (ranks[1] - ranks[0]);
    }

    /**
     * Returns the calibration. Of cells that came several times as many residuals stay as there are
     * cells: more would promise more than they know.
     */
    public CellCalibration build() {
      double[][] sorted = new double[residuals.size()][];
      Arrays.setAll(
          sorted,
          c -> {
            double[] all = residuals.get(c).stream().mapToDouble(r -> r).sorted().toArray();
            int n = Math.min(MOST, rows.get(c).cardinality());
            double[] some = new double[n];
            // single precision is enough, and short in files
            Arrays.setAll(some, i -> (float) all[(int) ((2L * i + 1) * all.length / (2L * n))]);
            return some;
          });
      return new CellCalibration(sorted, ranked.clone());
    }
  }

  private static int place(int column, double hidden) {
    int bin = 0;
    while (bin < BINS.length - 1 && hidden > BINS[bin]) {
      bin++;
    }
    return column * BINS.length + bin;
  }

  /** Returns the residuals of rows with about so many hidden cells, ascending. */
  public double[] own(int column, double hidden) {
    double[] own = residuals[place(column, hidden)];
    if (own.length >= ENOUGH) {
      return own;
    }
    int from = column * BINS.length;
    return Arrays.stream(residuals, from, from + BINS.length)
        .flatMapToDouble(Arrays::stream)
        .sorted()
        .toArray();
  }

  private static double residual(WeightedDraws draws, int column, int levels, double truth) {
    if (levels > 0) {
      double[] shares = draws.probabilities(column, levels);
      return 1 - (truth >= 0 && truth < levels ? shares[(int) truth] : 0);
    }
    double[] q = draws.quantiles(column, FillFormula.LOW, 0.5, FillFormula.HIGH);
    return (truth - q[1]) / spread(q);
  }

  private static double spread(double[] quantiles) {
    return Math.max(FillFormula.LEAST_SPREAD, (quantiles[2] - quantiles[0]) / 2);
  }

  /**
   * Returns an interval for a hidden number, in the model's units: ends and median.
   *
   * @param hidden the share of the row's cells that are missing
   * @param level the share of cells that it is to cover, 0 to 1, in equal parts below and above
   */
  public double[] interval(WeightedDraws draws, double hidden, int column, double level) {
    double[] q = draws.quantiles(column, FillFormula.LOW, 0.5, FillFormula.HIGH);
    double spread = spread(q);
    double[] own = own(column, hidden);
    if (own.length == 0) {
      double[] ends = draws.quantiles(column, (1 - level) / 2, (1 + level) / 2);
      return new double[] {ends[0], q[1], ends[1]};
    }
    double tail = (1 - level) / 2;
    int low = (int) Math.floor((own.length + 1) * tail + 1e-9) - 1;
    int high = own.length - 1 - low;
    if (ranked[column]) {
      double from = own[Math.max(0, low)];
      double to = own[Math.min(own.length - 1, high)];
      double[] ends = draws.quantiles(column, from, to);
      // beyond all draws nothing is known
      boolean below = from <= FillFormula.NEAR;
      boolean above = to >= 1 - FillFormula.NEAR;
      if (!below && !above) {
        ends = draws.narrower(column, ends[0], ends[1], to - from);
      }
      return new double[] {
        below ? Double.NEGATIVE_INFINITY : ends[0], q[1], above ? Double.POSITIVE_INFINITY : ends[1]
      };
    }
    return new double[] {
      q[1] + spread * own[Math.max(0, low)],
      q[1],
      q[1] + spread * own[Math.min(own.length - 1, high)]
    };
  }

  /**
   * Returns the levels of a hidden category that are together to hold the true one so often, the
   * likeliest first; at least one.
   *
   * @param hidden the share of the row's cells that are missing
   * @param levels how many levels the column has
   */
  public int[] levels(WeightedDraws draws, double hidden, int column, int levels, double level) {
    double[] shares = draws.probabilities(column, levels);
    double[] own = own(column, hidden);
    int rank = (int) Math.ceil((own.length + 1) * level - 1e-9);
    double least = own.length == 0 ? 0 : 1 - own[Math.min(own.length, Math.max(1, rank)) - 1];
    Integer[] order = new Integer[levels];
    Arrays.setAll(order, l -> l);
    Arrays.sort(order, Comparator.comparingDouble(l -> -Math.rint(shares[l] / FillFormula.NEAR)));
    List<Integer> set = new ArrayList<>();
    double sum = 0;
    for (int l : order) {
      boolean belongs = own.length == 0 ? sum < level : shares[l] >= least - FillFormula.NEAR;
      if (belongs || set.isEmpty()) {
        set.add(l);
      }
      sum += shares[l];
    }
    return set.stream().mapToInt(l -> l).toArray();
  }

  /** Returns this as JSON values. */
  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    List<Object> all = new ArrayList<>();
    for (double[] own : residuals) {
      all.add(Arrays.stream(own).mapToObj(r -> (Object) r).toList());
    }
    json.put("residuals", all);
    List<Object> ranks = new ArrayList<>();
    for (boolean own : ranked) {
      ranks.add(own);
    }
    json.put("ranked", ranks);
    return json;
  }

  /**
   * Reads what {@link #toJson} gave.
   *
   * @throws IllegalArgumentException if it is not that, for so many columns
   */
  public static CellCalibration fromJson(Map<?, ?> json, int columns) {
    if (!(json.get("residuals") instanceof List<?> all) || all.size() != columns * BINS.length) {
      throw new IllegalArgumentException(
          "'residuals' must be " + columns * BINS.length + " lists of numbers");
    }
    boolean[] ranked = new boolean[columns];
    if (!(json.get("ranked") instanceof List<?> ranks) || ranks.size() != columns) {
      throw new IllegalArgumentException("'ranked' must be " + columns + " times true or false");
    }
    for (int c = 0; c < columns; c++) {
      if (!(ranks.get(c) instanceof Boolean own)) {
        throw new IllegalArgumentException("'ranked' must be " + columns + " times true or false");
      }
      ranked[c] = own;
    }
    double[][] residuals = new double[all.size()][];
    for (int c = 0; c < residuals.length; c++) {
      if (!(all.get(c) instanceof List<?> own)) {
        throw new IllegalArgumentException("'residuals' must be lists of numbers");
      }
      residuals[c] = new double[own.size()];
      for (int i = 0; i < own.size(); i++) {
        if (!(own.get(i) instanceof Number n) || !Double.isFinite(n.doubleValue())) {
          throw new IllegalArgumentException("'residuals' must be lists of numbers");
        }
        residuals[c][i] = n.doubleValue();
      }
      Arrays.sort(residuals[c]);
    }
    return new CellCalibration(residuals, ranked);
  }
}
