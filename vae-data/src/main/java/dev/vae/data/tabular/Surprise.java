package dev.vae.data.tabular;

import dev.vae.data.internal.file.JsonPlace;
import dev.vae.data.tabular.formula.ScoreFormula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * How surprising the values of one column are, given the others, among held-out rows: what makes
 * the surprises of different columns comparable. A surprise is brought to −log of the share of
 * held-out rows with a larger one; beyond the tenth part with the largest ones, shares are taken to
 * fall exponentially.
 *
 * @param quantiles of held-out surprises, in nats, evenly spaced and ascending
 * @param excess by how much the largest tenth is beyond its start, on average
 */
record Surprise(double[] quantiles, double excess) {
  private static final int GRID = 101;
  private static final double TAIL = ScoreFormula.TAIL;

  static Surprise of(double[] surprises) {
    double[] sorted = Arrays.stream(surprises).filter(s -> !Double.isNaN(s)).sorted().toArray();
    double[] quantiles = new double[GRID];
    if (sorted.length == 0) {
      return new Surprise(quantiles, 1);
    }
    Arrays.setAll(quantiles, i -> sorted[(int) Math.round(i * (sorted.length - 1) / (GRID - 1.0))]);
    double start = quantiles[(int) (TAIL * (GRID - 1))];
    double far = sorted[(int) (0.995 * (sorted.length - 1))];
    double excess =
        Arrays.stream(sorted)
            .filter(s -> s > start)
            .map(s -> Math.min(s, far) - start)
            .average()
            .orElse(0);
    return new Surprise(quantiles, Math.max(excess, 0.25));
  }

  /** −log of the share of held-out rows with a larger surprise. */
  double normalised(double surprise) {
    double start = quantiles[(int) (TAIL * (GRID - 1))];
    if (surprise > start) {
      return -StrictMath.log(1 - TAIL) + (surprise - start) / excess;
    }
    int at = Arrays.binarySearch(quantiles, surprise);
    double lower = at >= 0 ? at : -at - 1;
    return -StrictMath.log1p(-Math.min(TAIL, lower / (GRID - 1)));
  }

  List<Object> toJson() {
    List<Object> numbers = new ArrayList<>(JsonPlace.list(quantiles));
    numbers.add(excess);
    return numbers;
  }

  static Surprise fromJson(double[] numbers, JsonPlace place) {
    if (numbers.length != GRID + 1 || !(numbers[GRID] > 0)) {
      throw place.problem("surprises", "lists of " + (GRID + 1) + " numbers, the last above 0");
    }
    return new Surprise(Arrays.copyOf(numbers, GRID), numbers[GRID]);
  }

  /**
   * Held-out rows of one member with all their cells judged: what is usual.
   *
   * @param scores what the member's draws for whole rows say
   */
  record Sample(Surprises cells, Surprises.Judged judged, List<Member.Scores> scores) {

    /** Of some of a member's held-out rows. */
    static Sample of(
        Member member, List<ColumnEncoding> columns, double[][] held, int draws, long seed) {
      int most = Math.min(held.length, Surprises.CALIBRATION / Surprises.MEMBERS);
      double[][] some = new double[most][];
      Arrays.setAll(some, i -> held[(int) ((long) i * held.length / most)]);
      Surprises cells = new Surprises(List.of(member), columns, some);
      boolean chooses = Surprises.chooses(columns);
      return new Sample(
          cells,
          cells.judged(cells.observed(), seed),
          chooses ? List.of(member.score(some, draws, seed, true)) : List.of());
    }

    /**
     * What is usual of each column in all samples. Which cells of a row are candidates depends on
     * that: first they are all, then those that seem most surprising by what came out.
     */
    static List<Surprise> usual(List<Sample> samples, int columns) {
      List<Surprise> all = usual(samples, columns, sample -> sample.cells.observed());
      return samples.stream().allMatch(sample -> sample.scores.isEmpty())
          ? all
          : usual(samples, columns, sample -> sample.cells.candidates(sample.scores, all));
    }

    private static List<Surprise> usual(
        List<Sample> samples, int columns, Function<Sample, int[][]> candidates) {
      DoubleStream.Builder[] nats = new DoubleStream.Builder[columns];
      Arrays.setAll(nats, c -> DoubleStream.builder());
      for (Sample sample : samples) {
        double[][] own = sample.cells.nats(sample.judged, candidates.apply(sample));
        for (int r = 0; r < own.length; r++) {
          for (int i = 0; i < own[r].length; i++) {
            nats[sample.judged.columns()[r][i]].add(own[r][i]);
          }
        }
      }
      return Arrays.stream(nats).map(own -> Surprise.of(own.build().toArray())).toList();
    }
  }
}
