package dev.vae.cli.reproduce;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well cells that were hidden from training are filled again.
 *
 * @param scaled root of the mean squared error of numbers that are scaled to 0..1 by column
 * @param normalised the mean over columns of numbers of the squared error over that of the mean
 * @param wrong the part of hidden categories that are filled wrongly; NaN without such columns
 * @param wrongByMode the same for the most frequent level
 * @param covered the part of hidden numbers within their intervals of 90 %
 */
record HiddenCells(
    double scaled, double normalised, double wrong, double wrongByMode, double covered) {
  private static final int AT_ONCE = 256;

  /**
   * Trains on what is left, fills, and compares.
   *
   * @param hidden what is to be hidden, {@code [row][column]}
   * @param categories which columns hold categories
   */
  static HiddenCells of(
      double[][] rows, boolean[][] hidden, boolean[] categories, TableOptions options) {
    double[][] left = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      left[r] = rows[r].clone();
      for (int c = 0; c < left[r].length; c++) {
        left[r][c] = hidden[r][c] ? Double.NaN : left[r][c];
      }
    }
    TextTable source = TextTable.of(left);
    TableSchema schema = TableSchema.infer(source);
    for (int c = 0; c < categories.length; c++) {
      schema = categories[c] ? schema.withOverride("x" + c + "=categorical") : schema;
    }
    Table table = Table.read(source, schema);
    Imputer imputer = Imputer.of(TableModel.fit(table, options));
    double[][] filled = new double[rows.length][categories.length];
    int[] inside = new int[2];
    for (int from = 0; from < rows.length; from += AT_ONCE) {
      List<TableRow> some = new ArrayList<>();
      for (int r = from; r < Math.min(rows.length, from + AT_ONCE); r++) {
        some.add(table.row(r));
      }
      for (ImputedRow row : imputer.impute(some)) {
        for (ImputedCell cell : row.cells()) {
          int c = Integer.parseInt(cell.column().substring(1));
          int r = (int) row.index();
          filled[r][c] = Double.parseDouble(cell.text());
          if (!Double.isNaN(cell.low())) {
            inside[0] += cell.low() <= rows[r][c] && rows[r][c] <= cell.high() ? 1 : 0;
            inside[1]++;
          }
        }
      }
    }
    return compare(rows, hidden, categories, filled, (double) inside[0] / inside[1]);
  }

  private static HiddenCells compare(
      double[][] rows,
      boolean[][] hidden,
      boolean[] categories,
      double[][] filled,
      double covered) {
    double scaled = 0;
    long cells = 0;
    double normalised = 0;
    int numbers = 0;
    double wrong = 0;
    double byMode = 0;
    long levels = 0;
    for (int c = 0; c < categories.length; c++) {
      int column = c;
      double[] all = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
      double range = Arrays.stream(all).max().orElse(0) - Arrays.stream(all).min().orElse(0);
      double simple = categories[c] ? mode(rows, hidden, c) : mean(rows, hidden, c);
      double error = 0;
      double errorOfSimple = 0;
      for (int r = 0; r < rows.length; r++) {
        if (hidden[r][c] && categories[c]) {
          wrong += filled[r][c] == all[r] ? 0 : 1;
          byMode += simple == all[r] ? 0 : 1;
          levels++;
        } else if (hidden[r][c]) {
          error += (filled[r][c] - all[r]) * (filled[r][c] - all[r]);
          errorOfSimple += (simple - all[r]) * (simple - all[r]);
          cells++;
        }
      }
      if (!categories[c] && range > 0 && errorOfSimple > 0) {
        scaled += error / (range * range);
        normalised += error / errorOfSimple;
        numbers++;
      }
    }
    return new HiddenCells(
        Math.sqrt(scaled / cells),
        normalised / numbers,
        levels == 0 ? Double.NaN : wrong / levels,
        levels == 0 ? Double.NaN : byMode / levels,
        covered);
  }

  private static double mean(double[][] rows, boolean[][] hidden, int column) {
    double sum = 0;
    int count = 0;
    for (int r = 0; r < rows.length; r++) {
      if (!hidden[r][column]) {
        sum += rows[r][column];
        count++;
      }
    }
    return sum / count;
  }

  private static double mode(double[][] rows, boolean[][] hidden, int column) {
    Map<Double, Integer> counts = new HashMap<>();
    for (int r = 0; r < rows.length; r++) {
      if (!hidden[r][column]) {
        counts.merge(rows[r][column], 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(
            Map.Entry.<Double, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .orElseThrow()
        .getKey();
  }
}
