package dev.vae.data.tabular.parts;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Which columns of a model are parts of the same cell of the table: neighbours. Most cells are one
 * column of the model each; dates with cycles are several.
 */
public final class RowParts {
  /** A step that is due only for rounding is none, in days. */
  private static final double ROUNDED = 1e-6;

  private final List<Part> parts;
  private final List<DoubleUnaryOperator> toRaw;
  private final int[] cell;
  private final int[] first;

  private RowParts(List<Part> parts, List<DoubleUnaryOperator> toRaw, int[] cell) {
    this.parts = parts;
    this.toRaw = toRaw;
    this.cell = cell;
    int cells = cell.length == 0 ? 0 : cell[cell.length - 1] + 1;
    this.first = new int[cells + 1];
    Arrays.setAll(first, c -> (int) Arrays.stream(cell).filter(own -> own < c).count());
  }

  /**
   * Returns those of columns of a model.
   *
   * @param names of each the column of the table
   * @param parts of each which part of the cell it is
   * @param toRaw of each how the model's values become the part's own
   */
  public static RowParts of(List<String> names, List<Part> parts, List<DoubleUnaryOperator> toRaw) {
    int[] cell = new int[names.size()];
    for (int p = 1; p < cell.length; p++) {
      boolean same = !parts.get(p).whole() && names.get(p).equals(names.get(p - 1));
      cell[p] = cell[p - 1] + (same ? 0 : 1);
    }
    return new RowParts(List.copyOf(parts), List.copyOf(toRaw), cell);
  }

  /** Returns how many cells a row has. */
  public int cells() {
    return first.length - 1;
  }

  /** Returns how many columns of the model there are. */
  public int columns() {
    return cell.length;
  }

  /** Whether no cell is a date with cycles. */
  public boolean plain() {
    return parts.stream().allMatch(Part::whole);
  }

  /** Whether every cell is one column. */
  public boolean alone() {
    return cells() == columns();
  }

  /** Returns the cell that a column of the model belongs to. */
  public int cell(int column) {
    return cell[column];
  }

  /** Returns the first column of a cell. */
  public int first(int cell) {
    return first[cell];
  }

  /** Returns the columns of a cell, ascending. */
  public int[] columns(int cell) {
    return IntStream.range(first[cell], first[cell + 1]).toArray();
  }

  /** Returns the fraction of a row's cells that are NaN. */
  public double hidden(double[] row) {
    return holes(row) / (double) cells();
  }

  /** Returns how many of a row's cells are NaN. */
  public int holes(double[] row) {
    return (int) IntStream.range(0, cells()).filter(c -> Double.isNaN(row[first[c]])).count();
  }

  /** Whether a cell is several columns, or one that is only a part. */
  public boolean split(int cell) {
    return !parts.get(first[cell]).whole();
  }

  /** Returns which part of its cell a column is. */
  public Part part(int column) {
    return parts.get(column);
  }

  /**
   * Returns the date that its parts make, in days, between the first and the last that there were:
   * others are moved by whole weeks, or days.
   *
   * @param row by columns of the model, in their own units; numbers need not be whole
   */
  public double date(int cell, double[] row) {
    double week = 0;
    double day = 0;
    double clock = 0;
    double step = 0;
    Part any = parts.get(first[cell]);
    double most = DatePart.DAY_MILLIS;
    for (int p = first[cell]; p < first[cell + 1]; p++) {
      DatePart of = parts.get(p).of();
      double value = of.levels() > 0 ? Math.min(of.levels() - 1.0, row[p]) : row[p];
      switch (of) {
        case WHOLE, DAY -> {
          day += Math.rint(value);
          step = 1;
        }
        case WEEK -> week += Math.rint(value);
        case YEAR -> week += DatePart.firstWeek(Math.rint(value));
        case SEASON -> week += DatePart.firstOfSeason(value);
        case WEEK_OF_SEASON -> week += value;
        case WEEKDAY -> {
          day += value - 3;
          step = 7;
        }
        case HOUR -> {
          clock += value * DatePart.HOUR_MILLIS;
          most = DatePart.HOUR_MILLIS;
        }
        case CLOCK, MINUTE -> {
          double grid = any.grid();
          double time = Math.rint(value * DatePart.HOUR_MILLIS / grid) * grid;
          clock += Math.min(most - grid, Math.max(0, time));
        }
      }
    }
    double date = 7 * week + day + clock / DatePart.DAY_MILLIS - any.shift();
    if (step > 0) {
      date += step * Math.max(0, Math.ceil((any.low() - date) / step - ROUNDED));
      date -= step * Math.max(0, Math.ceil((date - any.high()) / step - ROUNDED));
    }
    return date;
  }

  /**
   * Returns the date that its parts make of a row in the model's units, brought from the range of
   * all dates to that from −2 to 2.
   */
  public double scaled(int cell, double[] model) {
    double[] row = model.clone();
    for (int p = first[cell]; p < first[cell + 1]; p++) {
      row[p] = toRaw.get(p).applyAsDouble(model[p]);
    }
    Part any = parts.get(first[cell]);
    return (date(cell, row) - any.centre()) / any.scale();
  }
}
