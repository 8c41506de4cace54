package dev.vae.data.tabular;

import dev.vae.data.internal.file.JsonNode;
import dev.vae.data.internal.outlier.Pool;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Where a member's scores lie for rows that it was not trained on: by this a score becomes a
 * percentile and a conformal p-value. A row with holes is compared with held-out rows of about as
 * many cells, after the part of the score that the pattern of holes explains was taken off.
 *
 * @param effect what the pattern of holes explains
 * @param observed how many columns each held-out row has, ascending
 * @param rest the rows' scores without what the pattern explains
 */
record Calibration(PatternEffect effect, int[] observed, double[] rest) {
  private static final int MOST_ROWS = 4000;
  private static final int MOST_HOLED = 1000;

  /** How often each row is taken with holes, at least and at most. */
  private static final int LEAST_PATTERNS = 4;

  private static final int MOST_PATTERNS = 16;

  /** Rows with holes and cells of these, beyond which no row is taken more than the least. */
  private static final int HOLED_ROWS = 8000;

  private static final int HOLED_CELLS = 1_000_000;

  /** At least so many rows are compared with, if there are. */
  private static final int ENOUGH = ScoreFormula.ENOUGH;

  /**
   * Held-out rows of a member, as they are and then with more holes, and what it says.
   *
   * @param whole how many there are as they are
   */
  record Held(double[][] rows, int whole, Member.Scores scores) {
    static Held of(Member member, RowParts parts, double[][] held, int draws, long seed) {
      List<double[]> rows = new ArrayList<>(Arrays.asList(some(held, MOST_ROWS)));
      int whole = rows.size();
      SplittableRandom random = new SplittableRandom(seed);
      double[][] holed = some(held, MOST_HOLED);
      int patterns = parts.cells() > 1 ? patterns(holed.length, parts.cells()) : 0;
      for (double[] row : holed) {
        for (int p = 0; p < patterns; p++) {
          rows.add(holed(row, parts, random));
        }
      }
      double[][] all = rows.toArray(double[][]::new);
      return new Held(all, whole, member.score(all, draws, false));
    }
  }

  /** What a member's held-out rows say. */
  static Calibration of(Held held, Pool pool, PatternEffect effect) {
    double[][] all = held.rows;
    Integer[] order = new Integer[all.length];
    Arrays.setAll(order, i -> i);
    int[] counts = Arrays.stream(all).mapToInt(Calibration::observed).toArray();
    double[] left = new double[all.length];
    Arrays.setAll(
        left,
        i ->
            (float)
                (pool.score(held.scores.parts()[i]) - effect.of(all[i], held.scores.pattern()[i])));
    Arrays.sort(
        order,
        (a, b) ->
            counts[a] == counts[b] ? Double.compare(left[a], left[b]) : counts[a] - counts[b]);
    return new Calibration(
        effect,
        Arrays.stream(order).mapToInt(i -> counts[i]).toArray(),
        Arrays.stream(order).mapToDouble(i -> left[i]).toArray());
  }

  /**
   * A row is compared with those of as many cells only, so there must be enough of each number: by
   * 4 patterns of 220 rows of 6 columns p-values of rows with holes were as far off as 600 rows let
   * them be.
   */
  private static int patterns(int rows, int cells) {
    int wanted = Math.min(HOLED_ROWS, HOLED_CELLS / cells) / Math.max(1, rows);
    return Math.max(LEAST_PATTERNS, Math.min(MOST_PATTERNS, wanted));
  }

  private static double[][] some(double[][] rows, int most) {
    int taken = Math.min(most, rows.length);
    double[][] some = new double[taken][];
    Arrays.setAll(some, i -> rows[(int) ((long) i * rows.length / taken)]);
    return some;
  }

  /** A row with more holes, any number being as likely. */
  private static double[] holed(double[] row, RowParts parts, SplittableRandom random) {
    double[] copy = row.clone();
    double rate = random.nextDouble();
    for (int cell = 0; cell < parts.cells(); cell++) {
      if (random.nextDouble() < rate) {
        for (int c : parts.columns(cell)) {
          copy[c] = Double.NaN;
        }
      }
    }
    return copy;
  }

  private static int observed(double[] row) {
    int count = 0;
    for (double v : row) {
      count += Double.isNaN(v) ? 0 : 1;
    }
    return count;
  }

  /**
   * How many held-out rows a row is compared with, and how many of them score at least as high, and
   * lower.
   */
  record Place(int rows, int atLeast, int lower) {}

  /** Where a row lies by what the member and its coarse companion say. */
  Place place(double[] row, double score, double pattern) {
    int seen = observed(row);
    double left = ScoreFormula.least(score - effect.of(row, pattern));
    int from = lowest(seen);
    int to = lowest(seen + 1);
    // neighbours in the number of observed columns, until they are enough
    for (int reach = 1; to - from < ENOUGH && reach <= row.length; reach++) {
      from = lowest(seen - reach);
      to = lowest(seen + reach + 1);
    }
    int atLeast = 0;
    for (int start = from; start < to; ) {
      int end = Math.min(to, lowest(observed[start] + 1));
      atLeast += end - firstAtLeast(left, start, end);
      start = end;
    }
    return new Place(to - from, atLeast, to - from - atLeast);
  }

  /** The first of some rows with as many columns, which ascend, that scores at least so high. */
  private int firstAtLeast(double left, int from, int to) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rest[middle] < left) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The first held-out row with at least so many columns. */
  private int lowest(int columns) {
    int low = 0;
    int high = observed.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (observed[middle] < columns) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("observed", Arrays.stream(observed).mapToObj(n -> (Object) (long) n).toList());
    json.put("rest", JsonNode.list(rest));
    return json;
  }

  static Calibration fromJson(JsonNode json, PatternEffect effect) {
    double[] rest = json.numbers("rest");
    double[] observed = json.numbers("observed", rest.length);
    return new Calibration(effect, Arrays.stream(observed).mapToInt(n -> (int) n).toArray(), rest);
  }
}
