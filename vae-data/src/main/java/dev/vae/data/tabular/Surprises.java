package dev.vae.data.tabular;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.data.tabular.formula.ScoreFormula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * How surprising cells are, given the others of their row: −log p(xⱼ | others) in nats, pooled over
 * members and their linear companions, and what was to be expected instead. A cell is hidden, z is
 * drawn given the others, and the hidden value is judged by the weighted draws. Their noise is the
 * same for every row, and another for each column. Of rows with many cells only those are judged
 * that seem most surprising by the draws that score the row.
 */
@NullUnmarked // no null leaves it
final class Surprises {
  /** More members cost time and change little. */
  static final int MEMBERS = ScoreFormula.SURPRISE_MEMBERS;

  /** How many held-out rows say what is usual. */
  static final int CALIBRATION = 500;

  /** How many cells of a row are judged. */
  static final int CANDIDATES = ScoreFormula.CANDIDATES;

  /** How much the linear companions count. */
  private static final double LINEAR = ScoreFormula.LINEAR;

  private final List<Member> members;
  private final List<ColumnEncoding> columns;
  private final double[][] rows;
  private final double[][][] linear;

  /**
   * Of some rows.
   *
   * @param members those that judge
   * @param rows in the model's units, NaN where missing
   */
  Surprises(List<Member> members, List<ColumnEncoding> columns, double[][] rows) {
    this.members = members.subList(0, Math.min(MEMBERS, members.size()));
    this.columns = columns;
    this.rows = rows;
    this.linear =
        this.members.stream()
            .map(m -> Arrays.stream(rows).map(m.coarse()::conditional).toArray(double[][]::new))
            .toArray(double[][][]::new);
  }

  /** Whether there are more columns than candidates, among which must be chosen. */
  static boolean chooses(List<ColumnEncoding> columns) {
    return columns.size() > CANDIDATES;
  }

  /** The cells that were observed, by row and in the order of columns. */
  int[][] observed() {
    int[][] all = new int[rows.length][];
    for (int r = 0; r < all.length; r++) {
      int[] own = new int[columns.size()];
      int count = 0;
      for (int c = 0; c < own.length; c++) {
        own[count] = c;
        count += Double.isNaN(rows[r][c]) ? 0 : 1;
      }
      all[r] = Arrays.copyOf(own, count);
    }
    return all;
  }

  /**
   * The cells of each row that seem most surprising, most first; of two alike the first column.
   *
   * @param scores what the members' draws for whole rows say, by member
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
        for (int m = 0; m < members.size(); m++) {
          nats += pooled(scores.get(m).leftOut()[r][own[i]], linear[m][r][own[i]]);
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

  /** What a member says of a cell, in nats, as its part of what all say. */
  private double pooled(double flexible, double coarse) {
    return ((1 - LINEAR) * flexible + LINEAR * coarse) / members.size();
  }

  /**
   * What is told of cells.
   *
   * @param columns which, for each row
   * @param joint for each member −log p of the whole row by the draws without the cell
   * @param rest for each member −log p of the row without the cell
   * @param expected in the model's units
   */
  record Judged(int[][] columns, double[][][] joint, double[][][] rest, double[][] expected) {}

  /** Judges these cells of each row. */
  Judged judged(int[][] cells, long seed) {
    List<int[]> all = new ArrayList<>();
    for (int r = 0; r < cells.length; r++) {
      for (int i = 0; i < cells[r].length; i++) {
        all.add(new int[] {r, i, cells[r][i]});
      }
    }
    double[][][] joint = new double[members.size()][][];
    double[][][] rest = new double[members.size()][][];
    double[][] expected = like(cells);
    for (int m = 0; m < members.size(); m++) {
      joint[m] = like(cells);
      rest[m] = like(cells);
    }
    for (int from = 0; from < all.size(); from += CellJudge.ROWS) {
      List<int[]> some = all.subList(from, Math.min(all.size(), from + CellJudge.ROWS));
      int[] hidden = some.stream().mapToInt(cell -> cell[2]).toArray();
      double[][] whole = some.stream().map(cell -> rows[cell[0]]).toArray(double[][]::new);
      CellJudge judged = new CellJudge(columns, whole, hidden);
      for (int m = 0; m < members.size(); m++) {
        CellJudge.Said said = judged.by(members.get(m), seed);
        for (int i = 0; i < said.joint().length; i++) {
          joint[m][some.get(i)[0]][some.get(i)[1]] = said.joint()[i];
          rest[m][some.get(i)[0]][some.get(i)[1]] = said.rest()[i];
        }
      }
      double[] values = judged.expected(members.size());
      for (int i = 0; i < values.length; i++) {
        expected[some.get(i)[0]][some.get(i)[1]] = values[i];
      }
    }
    return new Judged(cells, joint, rest, expected);
  }

  private static double[][] like(int[][] cells) {
    return Arrays.stream(cells).map(own -> new double[own.length]).toArray(double[][]::new);
  }

  /**
   * How surprising the judged cells are, in nats. −log p of all that was observed is the least of
   * what the chain rule gives over candidates, for too few draws never make a row too likely.
   *
   * @param candidates of each row, which are among those judged
   */
  double[][] nats(Judged judged, int[][] candidates) {
    double[][] nats = like(judged.columns());
    for (int r = 0; r < nats.length; r++) {
      int[] own = judged.columns()[r];
      boolean[] chosen = new boolean[columns.size()];
      for (int c : candidates[r]) {
        chosen[c] = true;
      }
      for (int m = 0; m < members.size(); m++) {
        double whole = Double.POSITIVE_INFINITY;
        for (int i = 0; i < own.length; i++) {
          whole = chosen[own[i]] ? Math.min(whole, judged.joint()[m][r][i]) : whole;
        }
        for (int i = 0; i < own.length; i++) {
          nats[r][i] += pooled(whole - judged.rest()[m][r][i], linear[m][r][own[i]]);
        }
      }
    }
    return nats;
  }

  /** Some rows, of each of which one cell is hidden and judged by draws given the others. */
  private static final class CellJudge {
    /** So many are judged at a time. */
    static final int ROWS = 128;

    private static final int DRAWS = ScoreFormula.SURPRISE_DRAWS;

    private final List<ColumnEncoding> columns;
    private final double[][] rows;
    private final int[] hidden;
    private final double[][] votes;

    /**
     * Some cells.
     *
     * @param rows in the model's units, NaN where missing, at most {@link #ROWS}
     * @param hidden the column of each row's cell
     */
    CellJudge(List<ColumnEncoding> columns, double[][] rows, int[] hidden) {
      this.columns = columns;
      this.rows = rows;
      this.hidden = hidden;
      this.votes = new double[rows.length][];
      Arrays.setAll(
          votes,
          i -> {
            ColumnEncoding column = columns.get(hidden[i]);
            return new double[column.category() ? column.levels() + 1 : 1];
          });
    }

    /**
     * What a member says.
     *
     * @param joint −log p of each row, in nats
     * @param rest −log p of each row without the cell
     */
    record Said(double[] joint, double[] rest) {}

    Said by(Member member, long seed) {
      double[] joint = new double[rows.length];
      double[] rest = new double[rows.length];
      long[] keys = Arrays.stream(hidden).asLongStream().toArray();
      member.batches(
          rows,
          rows.length,
          batch -> {
            ColumnDraws.Conditional drawn =
                member.draws().conditional(batch, hidden, DRAWS, seed, keys);
            for (int i = 0; i < rows.length; i++) {
              Member.LogMean all = new Member.LogMean();
              Member.LogMean both = new Member.LogMean();
              double largest = Double.NEGATIVE_INFINITY;
              for (int k = 0; k < DRAWS; k++) {
                int at = k * rows.length + i;
                double weight = drawn.logWeight()[at];
                all.add(weight);
                both.add(weight + drawn.logProb()[at]);
                largest = Math.max(largest, weight);
              }
              rest[i] = -all.value();
              joint[i] = -both.value();
              vote(drawn, i, largest);
            }
          });
      return new Said(joint, rest);
    }

    private void vote(ColumnDraws.Conditional drawn, int cell, double largest) {
      double[] shares = new double[DRAWS];
      double total = 0;
      for (int k = 0; k < DRAWS; k++) {
        shares[k] = StrictMath.exp(drawn.logWeight()[k * rows.length + cell] - largest);
        total += shares[k];
      }
      boolean category = columns.get(hidden[cell]).category();
      for (int k = 0; k < DRAWS; k++) {
        double share = shares[k] / total;
        float mean = drawn.mean()[k * rows.length + cell];
        votes[cell][category ? (int) mean : 0] += category ? share : share * mean;
      }
    }

    /** What so many members expected, in the model's units; of levels the one with most votes. */
    double[] expected(int members) {
      double[] expected = new double[rows.length];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = votes[i][0] / members;
        if (columns.get(hidden[i]).category()) {
          int best = 0;
          for (int l = 1; l < votes[i].length; l++) {
            best = ScoreFormula.vote(votes[i][l]) > ScoreFormula.vote(votes[i][best]) ? l : best;
          }
          expected[i] = best;
        }
      }
      return expected;
    }
  }
}
