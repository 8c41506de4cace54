package dev.vae.data.tabular.synthesize;

import dev.vae.data.tabular.draws.Shuffles;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A table as numbers, to be compared with another of the same columns.
 *
 * @param names of the columns
 * @param levels of each column of categories, numbered from 0; 0 for columns of numbers
 * @param columns {@code [column][row]}; NaN where missing
 */
record ComparedTable(List<String> names, int[] levels, double[][] columns) {
  ComparedTable {
    if (names.size() != columns.length || levels.length != columns.length) {
      throw new IllegalArgumentException(
          names.size() + " names, " + levels.length + " kinds, " + columns.length + " columns");
    }
  }

  int width() {
    return columns.length;
  }

  int rows() {
    return columns.length == 0 ? 0 : columns[0].length;
  }

  boolean categorical(int column) {
    return levels[column] > 0;
  }

  /** Some rows in this order. */
  ComparedTable pick(int[] rows) {
    double[][] picked = new double[width()][rows.length];
    for (int c = 0; c < width(); c++) {
      for (int i = 0; i < rows.length; i++) {
        picked[c][i] = columns[c][rows[i]];
      }
    }
    return new ComparedTable(names, levels, picked);
  }

  /** Rows at random, without repetition; all in their order where there are no more. */
  ComparedTable sample(int most, SplittableRandom random) {
    return rows() <= most ? this : pick(Arrays.copyOf(Shuffles.order(rows(), random), most));
  }

  /** The rows before a place, and those from there on. */
  ComparedTable range(int from, int to) {
    double[][] part = new double[width()][];
    Arrays.setAll(part, c -> Arrays.copyOfRange(columns[c], from, to));
    return new ComparedTable(names, levels, part);
  }

  /** This table's rows and then another's. */
  ComparedTable and(ComparedTable other) {
    double[][] both = new double[width()][rows() + other.rows()];
    for (int c = 0; c < width(); c++) {
      System.arraycopy(columns[c], 0, both[c], 0, rows());
      System.arraycopy(other.columns[c], 0, both[c], rows(), other.rows());
    }
    return new ComparedTable(names, levels, both);
  }

  /** All columns but one. */
  double[][] without(int column) {
    double[][] rest = new double[width() - 1][];
    Arrays.setAll(rest, c -> columns[c < column ? c : c + 1]);
    return rest;
  }

  /** The kinds of all columns but one. */
  int[] levelsWithout(int column) {
    int[] rest = new int[width() - 1];
    Arrays.setAll(rest, c -> levels[c < column ? c : c + 1]);
    return rest;
  }
}
