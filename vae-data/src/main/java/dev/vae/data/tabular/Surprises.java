package dev.vae.data.tabular;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.rows.Rows;
import dev.vae.data.tabular.formula.ScoreFormula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * How surprising every cell is, given the others of its row: −log p(xⱼ | others) in nats, pooled
 * over members and their linear companions, and what was to be expected instead. Each column is
 * hidden in turn, z is drawn given the others, and the hidden value is judged by the weighted
 * draws. Their noise is the same for every row, and another for each column.
 */
@NullUnmarked // no null leaves it
final class Surprises {
  /** More members cost time and change little. */
  static final int MEMBERS = ScoreFormula.SURPRISE_MEMBERS;

  /** How many held-out rows say what is usual. */
  static final int CALIBRATION = 500;

  private static final int DRAWS = ScoreFormula.SURPRISE_DRAWS;

  /** How much the linear companions count. */
  private static final double LINEAR = ScoreFormula.LINEAR;

  private static final int ROWS = 128;

  private Surprises() {}

  /**
   * For every row and column.
   *
   * @param surprise in nats; NaN where not observed
   * @param expected in the model's units
   */
  record Cells(double[][] surprise, double[][] expected) {}

  static Cells of(List<Member> members, List<ColumnEncoding> columns, double[][] rows, long seed) {
    int width = columns.size();
    double[][] surprise = new double[rows.length][width];
    double[][] expected = new double[rows.length][width];
    for (double[] row : surprise) {
      Arrays.fill(row, Double.NaN);
    }
    for (double[] row : expected) {
      Arrays.fill(row, Double.NaN);
    }
    List<Hidden> hidden = new ArrayList<>();
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < width; c++) {
        if (!Double.isNaN(rows[r][c])) {
          double[] others = rows[r].clone();
          others[c] = Double.NaN;
          hidden.add(new Hidden(r, c, others));
        }
      }
    }
    List<Member> used = members.subList(0, Math.min(MEMBERS, members.size()));
    List<Told> told = used.stream().map(m -> new Told(rows.length, width)).toList();
    for (int from = 0; from < hidden.size(); from += ROWS) {
      List<Hidden> some = hidden.subList(from, Math.min(hidden.size(), from + ROWS));
      Pool pool = new Pool(some, rows, columns);
      for (int m = 0; m < used.size(); m++) {
        pool.add(used.get(m), told.get(m), seed);
      }
      pool.write(expected, used.size());
    }
    for (int m = 0; m < used.size(); m++) {
      Told own = told.get(m);
      for (Hidden cell : hidden) {
        int r = cell.row();
        int c = cell.column();
        LinearMember coarse = used.get(m).coarse();
        double linear = coarse.dependent(rows[r]) - coarse.dependent(cell.others());
        double flexible = own.whole[r] - own.rest[r][c];
        double pooled = (1 - LINEAR) * flexible + LINEAR * linear;
        surprise[r][c] = (m == 0 ? 0 : surprise[r][c]) + pooled / used.size();
      }
    }
    return new Cells(surprise, expected);
  }

  /**
   * What one member says of rows: −log p of all that was observed, the least of what the chain rule
   * gives over columns, for too few draws never make a row too likely; and −log p without each
   * column.
   */
  private static final class Told {
    final double[] whole;
    final double[][] rest;

    Told(int rows, int width) {
      whole = new double[rows];
      Arrays.fill(whole, Double.POSITIVE_INFINITY);
      rest = new double[rows][width];
    }
  }

  /** A row with one cell hidden. */
  private record Hidden(int row, int column, double[] others) {}

  /** What members say of some hidden cells. */
  private static final class Pool {
    private final List<Hidden> hidden;
    private final double[][] rows;
    private final List<ColumnEncoding> columns;
    private final double[][] votes;

    Pool(List<Hidden> hidden, double[][] rows, List<ColumnEncoding> columns) {
      this.hidden = hidden;
      this.rows = rows;
      this.columns = columns;
      this.votes = new double[hidden.size()][];
      Arrays.setAll(
          votes,
          i -> {
            ColumnEncoding column = columns.get(hidden.get(i).column());
            return new double[column.category() ? column.levels() + 1 : 1];
          });
    }

    void add(Member member, Told told, long seed) {
      int width = columns.size();
      float[] judged = new float[hidden.size() * width];
      for (int i = 0; i < hidden.size(); i++) {
        double[] row = rows[hidden.get(i).row()];
        for (int c = 0; c < width; c++) {
          judged[i * width + c] = Double.isNaN(row[c]) ? 0 : (float) row[c];
        }
      }
      double[][] others = hidden.stream().map(Hidden::others).toArray(double[][]::new);
      member.batches(others, others.length, batch -> judge(member, batch, judged, told, seed));
    }

    private void judge(Member member, Rows.Batch batch, float[] judged, Told told, long seed) {
      long[] keys = hidden.stream().mapToLong(Hidden::column).toArray();
      ColumnDraws.Drawn drawn = member.draws().columns(batch, judged, DRAWS, seed, keys);
      int n = drawn.rows();
      for (int i = 0; i < n; i++) {
        Hidden cell = hidden.get(i);
        int column = cell.column();
        Member.LogMean all = new Member.LogMean();
        Member.LogMean joint = new Member.LogMean();
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < DRAWS; k++) {
          double weight = drawn.logWeight()[k * n + i];
          all.add(weight);
          joint.add(weight + drawn.logProb()[(k * n + i) * drawn.width() + column]);
          largest = Math.max(largest, weight);
        }
        double total = 0;
        for (int k = 0; k < DRAWS; k++) {
          total += StrictMath.exp(drawn.logWeight()[k * n + i] - largest);
        }
        for (int k = 0; k < DRAWS; k++) {
          double share = StrictMath.exp(drawn.logWeight()[k * n + i] - largest) / total;
          float mean = drawn.mean()[(k * n + i) * drawn.width() + column];
          if (columns.get(column).category()) {
            votes[i][(int) mean] += share;
          } else {
            votes[i][0] += share * mean;
          }
        }
        told.rest[cell.row()][column] = -all.value();
        told.whole[cell.row()] = Math.min(told.whole[cell.row()], -joint.value());
      }
    }

    void write(double[][] expected, int members) {
      for (int i = 0; i < hidden.size(); i++) {
        Hidden cell = hidden.get(i);
        double value = votes[i][0] / members;
        if (columns.get(cell.column()).category()) {
          int best = 0;
          for (int l = 1; l < votes[i].length; l++) {
            best = ScoreFormula.vote(votes[i][l]) > ScoreFormula.vote(votes[i][best]) ? l : best;
          }
          value = best;
        }
        expected[cell.row()][cell.column()] = value;
      }
    }
  }
}
