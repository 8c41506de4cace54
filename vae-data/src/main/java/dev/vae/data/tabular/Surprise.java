package dev.vae.data.tabular;

import dev.vae.data.internal.file.JsonNode;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.RowParts;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * How surprising the values of one column are, given the others, among held-out rows: what makes
 * the surprises of different columns comparable. A surprise is brought to −log of the share of
 * held-out rows with a larger one; beyond the tenth part with the largest ones, shares are taken to
 * fall as densities do, by a nat for each nat.
 *
 * @param quantiles of held-out surprises, in nats, evenly spaced and ascending
 */
record Surprise(double[] quantiles) {
  private static final int GRID = 101;
  private static final double TAIL = ScoreFormula.TAIL;

  static Surprise of(double[] surprises) {
    double[] sorted = Arrays.stream(surprises).filter(s -> !Double.isNaN(s)).sorted().toArray();
    double[] quantiles = new double[GRID];
    if (sorted.length > 0) {
      Arrays.setAll(
          quantiles, i -> sorted[(int) Math.round(i * (sorted.length - 1) / (GRID - 1.0))]);
    }
    return new Surprise(quantiles);
  }

  /** −log of the share of held-out rows with a larger surprise. */
  double normalised(double surprise) {
    double start = quantiles[(int) (TAIL * (GRID - 1))];
    if (surprise > start + ScoreFormula.ALIKE) {
      return -StrictMath.log(1 - TAIL) + (surprise - start);
    }
    // many rows may be as surprising, such as all that have one level
    int at = Arrays.binarySearch(quantiles, surprise - ScoreFormula.ALIKE);
    double lower = at >= 0 ? at : -at - 1;
    return -StrictMath.log1p(-Math.min(TAIL, lower / (GRID - 1)));
  }

  List<Object> toJson() {
    return JsonNode.list(quantiles);
  }

  static Surprise fromJson(double[] numbers, JsonNode place) {
    if (numbers.length != GRID) {
      throw place.problem("surprises", "lists of " + GRID + " numbers");
    }
    return new Surprise(numbers);
  }

  /**
   * What is usual of each column in held-out rows. Which cells of a row are candidates depends on
   * that: first they are all, then those that seem most surprising by what came out.
   *
   * @param cells of held-out rows
   * @param scores what members' draws for whole rows say; asked for only where there are more
   *     columns than candidates
   */
  static List<Surprise> usual(
      Surprises cells, RowParts parts, Supplier<List<Member.Scores>> scores) {
    Surprises.Judged judged = cells.judged(cells.observed());
    List<Surprise> all = usual(cells, judged, cells.observed(), parts.cells());
    return Surprises.chooses(parts)
        ? usual(cells, judged, cells.candidates(scores.get(), all), parts.cells())
        : all;
  }

  private static List<Surprise> usual(
      Surprises cells, Surprises.Judged judged, int[][] candidates, int columns) {
    DoubleStream.Builder[] nats = new DoubleStream.Builder[columns];
    Arrays.setAll(nats, c -> DoubleStream.builder());
    double[][] own = cells.nats(judged, candidates);
    for (int r = 0; r < own.length; r++) {
      for (int i = 0; i < own[r].length; i++) {
        nats[judged.columns()[r][i]].add(own[r][i]);
      }
    }
    return Arrays.stream(nats).map(n -> Surprise.of(n.build().toArray())).toList();
  }
}
