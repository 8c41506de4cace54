package dev.vae.data.tabular;

import dev.vae.data.tabular.draws.CellJudge;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How surprising cells are, given the others of their row: −log p(xⱼ | others) in nats by the part
 * that fills cells, which knows rare kinds of rows too. Of rows with many cells only those are
 * judged that seem most surprising to the members that score the row, by the same draws.
 */
final class Surprises {
  /** How many members choose. */
  static final int MEMBERS = ScoreFormula.CHOOSING_MEMBERS;

  /** How many held-out rows say what is usual. */
  static final int CALIBRATION = 500;

  /** How many cells of a row are judged. */
  static final int CANDIDATES = ScoreFormula.CANDIDATES;

  private final CellJudge judge;
  private final RowParts parts;
  private final double[][] rows;

  /**
   * Of some rows.
   *
   * @param parts which columns of the model are a cell
   * @param rows in the model's units, NaN where missing
   */
  Surprises(CellJudge judge, RowParts parts, double[][] rows) {
    this.judge = judge;
    this.parts = parts;
    this.rows = rows;
  }

  /** Whether there are more columns than candidates, among which must be chosen. */
  static boolean chooses(RowParts parts) {
    return parts.cells() > CANDIDATES;
  }

  /** The cells that were observed, by row and in the order of columns. */
  int[][] observed() {
    int[][] all = new int[rows.length][];
    for (int r = 0; r < all.length; r++) {
      int[] own = new int[parts.cells()];
      int count = 0;
      for (int c = 0; c < own.length; c++) {
        own[count] = c;
        count += Double.isNaN(rows[r][parts.first(c)]) ? 0 : 1;
      }
      all[r] = Arrays.copyOf(own, count);
    }
    return all;
  }

  /**
   * The cells of each row that seem most surprising, most first; of two alike the first column.
   *
   * @param scores what the members' draws for whole rows say, by member, with what is left out
   * @param usual what is usual of each column
   */
  int[][] candidates(List<Member.Scores> scores, List<Surprise> usual) {
    int[][] all = observed();
    for (int r = 0; r < all.length; r++) {
      int[] own = all[r];
      if (own.length <= CANDIDATES) {
        continue;
      }
      double[] odd = new double[own.length];
      for (int i = 0; i < own.length; i++) {
        double nats = 0;
        for (Member.Scores said : scores) {
          for (int c : parts.columns(own[i])) {
            nats += said.leftOut()[r][c] / (double) scores.size();
          }
        }
        odd[i] = usual.get(own[i]).normalised(nats);
      }
      all[r] = most(own, odd);
    }
    return all;
  }

  private static int[] most(int[] columns, double[] odd) {
    int[] best = new int[CANDIDATES];
    double[] values = new double[CANDIDATES];
    int found = 0;
    for (int i = 0; i < columns.length; i++) {
      int at = found;
      while (at > 0 && Double.compare(odd[i], values[at - 1]) > 0) {
        at--;
      }
      if (at < CANDIDATES) {
        found = Math.min(CANDIDATES, found + 1);
        System.arraycopy(best, at, best, at + 1, found - at - 1);
        System.arraycopy(values, at, values, at + 1, found - at - 1);
        best[at] = columns[i];
        values[at] = odd[i];
      }
    }
    return best;
  }

  /**
   * What is told of cells.
   *
   * @param columns which, for each row
   * @param joint −log p of the whole row by the draws without the cell
   * @param rest −log p of the row without the cell
   */
  record Judged(int[][] columns, double[][] joint, double[][] rest) {}

  /** Judges these cells of each row. */
  Judged judged(int[][] cells) {
    List<double[]> whole = new ArrayList<>();
    List<Integer> hidden = new ArrayList<>();
    for (int r = 0; r < cells.length; r++) {
      for (int c : cells[r]) {
        whole.add(rows[r]);
        hidden.add(c);
      }
    }
    CellJudge.Judged said =
        judge.of(
            whole.toArray(double[][]::new),
            hidden.stream().map(parts::columns).toArray(int[][]::new));
    double[][] joint = new double[cells.length][];
    double[][] rest = new double[cells.length][];
    int at = 0;
    for (int r = 0; r < cells.length; r++) {
      joint[r] = Arrays.copyOfRange(said.joint(), at, at + cells[r].length);
      rest[r] = Arrays.copyOfRange(said.rest(), at, at + cells[r].length);
      at += cells[r].length;
    }
    return new Judged(cells, joint, rest);
  }

  /**
   * How surprising the judged cells are, in nats. −log p of all that was observed is the least of
   * what the chain rule gives over candidates, for too few draws never make a row too likely.
   *
   * @param candidates of each row, which are among those judged
   */
  double[][] nats(Judged judged, int[][] candidates) {
    double[][] nats = new double[rows.length][];
    for (int r = 0; r < nats.length; r++) {
      int[] own = judged.columns()[r];
      boolean[] chosen = new boolean[parts.cells()];
      for (int c : candidates[r]) {
        chosen[c] = true;
      }
      double whole = Double.POSITIVE_INFINITY;
      for (int i = 0; i < own.length; i++) {
        whole = chosen[own[i]] ? Math.min(whole, judged.joint()[r][i]) : whole;
      }
      nats[r] = new double[own.length];
      for (int i = 0; i < own.length; i++) {
        nats[r][i] = whole - judged.rest()[r][i];
      }
    }
    return nats;
  }
}
