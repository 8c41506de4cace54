package dev.vae.cli.reproduce;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well cells that were hidden from training are filled again.
 *
 * @param scaled root of the mean squared error of numbers that are scaled to 0..1 by column
 * @param standardised the same of numbers that are scaled to mean 0 and deviation 1 by column
 * @param normalised the mean over columns of numbers of the squared error over that of the mean
 * @param wrong the part of hidden categories that are filled wrongly; NaN without such columns
 * @param wrongByMode the same for the most frequent level
 * @param covered the part of hidden cells within their intervals, or sets of levels, of 90 %
 */
record HiddenCells(
    double scaled,
    double standardised,
    double normalised,
    double wrong,
    double wrongByMode,
    Map<Kind, Double> covered) {
  private static final int AT_ONCE = 256;

  /** What a column holds, as far as intervals differ by it. */
  enum Kind {
    REAL,
    COUNT,
    ORDINAL,
    CATEGORY;

    static Kind of(ColumnType type) {
      return type.nominal()
          ? CATEGORY
          : type == ColumnType.ORDINAL ? ORDINAL : type == ColumnType.COUNT ? COUNT : REAL;
    }
  }

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
    Map<Kind, int[]> inside = new EnumMap<>(Kind.class);
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
          if (Double.isNaN(rows[r][c])) {
            continue; // nobody knows
          }
          Kind kind = Kind.of(schema.column(cell.column()).type());
          int[] counts = inside.computeIfAbsent(kind, k -> new int[2]);
          counts[0] += holds(cell, rows[r][c]) ? 1 : 0;
          counts[1]++;
        }
      }
    }
    Map<Kind, Double> covered = new EnumMap<>(Kind.class);
    inside.forEach((kind, counts) -> covered.put(kind, (double) counts[0] / counts[1]));
    return compare(rows, hidden, categories, filled, covered);
  }

  private static boolean holds(ImputedCell cell, double truth) {
    return Double.isNaN(cell.low())
        ? cell.levels().stream().anyMatch(level -> Double.parseDouble(level) == truth)
        : cell.low() <= truth && truth <= cell.high();
  }

  private static HiddenCells compare(
      double[][] rows,
      boolean[][] hidden,
      boolean[] categories,
      double[][] filled,
      Map<Kind, Double> covered) {
    double scaled = 0;
    double standardised = 0;
    long cells = 0;
    double normalised = 0;
    int numbers = 0;
    double wrong = 0;
    double byMode = 0;
    long levels = 0;
    for (int c = 0; c < categories.length; c++) {
      int column = c;
      double[] all = Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
      double[] known = Arrays.stream(all).filter(v -> !Double.isNaN(v)).toArray();
      double range = Arrays.stream(known).max().orElse(0) - Arrays.stream(known).min().orElse(0);
      double simple = categories[c] ? mode(rows, hidden, c) : mean(rows, hidden, c);
      double error = 0;
      double errorOfSimple = 0;
      for (int r = 0; r < rows.length; r++) {
        if (!hidden[r][c] || Double.isNaN(all[r])) {
          continue;
        }
        if (categories[c]) {
          wrong += filled[r][c] == all[r] ? 0 : 1;
          byMode += simple == all[r] ? 0 : 1;
          levels++;
        } else {
          error += (filled[r][c] - all[r]) * (filled[r][c] - all[r]);
          errorOfSimple += (simple - all[r]) * (simple - all[r]);
          cells++;
        }
      }
      if (!categories[c] && range > 0 && errorOfSimple > 0) {
        scaled += error / (range * range);
        standardised += error / variance(known);
        normalised += error / errorOfSimple;
        numbers++;
      }
    }
    return new HiddenCells(
        Math.sqrt(scaled / cells),
        Math.sqrt(standardised / cells),
        normalised / numbers,
        levels == 0 ? Double.NaN : wrong / levels,
        levels == 0 ? Double.NaN : byMode / levels,
        covered);
  }

  private static double variance(double[] all) {
    double mean = Arrays.stream(all).average().orElse(0);
    return Arrays.stream(all).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }

  private static double mean(double[][] rows, boolean[][] hidden, int column) {
    double sum = 0;
    int count = 0;
    for (int r = 0; r < rows.length; r++) {
      if (!hidden[r][column] && !Double.isNaN(rows[r][column])) {
        sum += rows[r][column];
        count++;
      }
    }
    return sum / count;
  }

  private static double mode(double[][] rows, boolean[][] hidden, int column) {
    Map<Double, Integer> counts = new HashMap<>();
    for (int r = 0; r < rows.length; r++) {
      if (!hidden[r][column] && !Double.isNaN(rows[r][column])) {
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
