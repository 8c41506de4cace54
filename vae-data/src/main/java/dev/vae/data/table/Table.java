package dev.vae.data.table;

import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.dialect.Dialect;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows in memory, read by a schema: eight bytes a value and about a byte more than its text for
 * each cell. How rows are matched to the schema, and what becomes of what does not fit, is told at
 * {@link TableReader}. Any number of threads may read it.
 */
public final class Table {
  private final TableSchema schema;
  private final TableSource source;
  private final int[] places;
  private final double[][] values; // by column; null where the column is not modelled
  private final CellStore cells;
  private final int rows;
  private final List<String> notes;
  private final List<CellProblem> problems;
  private final Map<Long, String> reasons;

  private Table(TableSource source, TableSchema schema, TableReader reader) {
    this.schema = schema;
    this.source = source;
    places = reader.places();
    int width = schema.columns().size();
    values = new double[width][];
    for (int c = 0; c < width; c++) {
      values[c] = schema.columns().get(c).modelled() ? new double[16] : null;
    }
    cells = new CellStore();
    reasons = new java.util.HashMap<>();
    int count = 0;
    for (TableRow row = reader.next(); row != null; row = reader.next()) {
      for (int c = 0; c < width; c++) {
        if (values[c] != null) {
          if (count == values[c].length) {
            values[c] = Arrays.copyOf(values[c], 2 * count);
          }
          values[c][count] = row.values()[c];
        }
        if (row.reason(c) != null) {
          reasons.put((long) count * width + c, row.reason(c));
        }
      }
      cells.add(row.record());
      if (++count == Integer.MAX_VALUE / 2) {
        throw new DataException(source.description() + " has too many rows for memory; stream it");
      }
    }
    rows = count;
    notes = reader.notes();
    problems = reader.problems();
  }

  /** Reads a file of text. */
  public static Table read(Path file, TableSchema schema) {
    Dialect dialect = Dialect.of(file, schema.dialect().header() ? schema.names() : List.of());
    return read(
        TableSource.of(file, schema.dialect().header() ? dialect : dialect.withHeader(false)),
        schema);
  }

  /** Reads a source. */
  public static Table read(TableSource source, TableSchema schema) {
    try (TableReader reader = TableReader.open(source, schema)) {
      return new Table(source, schema, reader);
    }
  }

  /**
   * Returns rows made in Java, with a schema of their own.
   *
   * @param columns the columns' names, in order
   * @param rows for each row, values by column; numbers, texts, dates as ISO 8601, null for missing
   */
  public static Table of(List<String> columns, List<? extends Map<String, ?>> rows) {
    TableSource source = new RowsSource(columns, rows);
    return read(source, TableSchema.infer(source));
  }

  /**
   * Returns rows made in Java for a schema that is there. Values are written as the schema's files
   * are; of a column in which blank is a value, null and what a row does not have are that. A row
   * may have none of the columns.
   */
  public static Table of(TableSchema schema, List<? extends Map<String, ?>> rows) {
    Set<String> given = new LinkedHashSet<>();
    rows.forEach(row -> given.addAll(row.keySet()));
    boolean known = schema.names().stream().anyMatch(given::contains);
    Set<String> names = new LinkedHashSet<>();
    for (Column column : schema.columns()) {
      boolean blank = known && column.blankIsValue();
      if (given.isEmpty() || blank || given.contains(column.name())) {
        names.add(column.name());
      }
    }
    names.addAll(given);
    return read(new RowsSource(List.copyOf(names), JavaCells.of(schema, rows)), schema);
  }

  /** Returns the schema that its rows were read by. */
  public TableSchema schema() {
    return schema;
  }

  /** Returns where the rows come from. */
  public TableSource source() {
    return source;
  }

  /** Returns how many rows there are. */
  public int rowCount() {
    return rows;
  }

  /**
   * Returns the values of a column by rows, NaN where missing; all NaN if it is not modelled. A
   * copy.
   */
  public double[] values(int column) {
    if (values[column] == null) {
      double[] none = new double[rows];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    return Arrays.copyOf(values[column], rows);
  }

  /** Returns one value; NaN if it is missing or its column is not modelled. */
  public double value(int row, int column) {
    java.util.Objects.checkIndex(row, rows);
    return values[column] == null ? Double.NaN : values[column][row];
  }

  /** Returns the text of a cell as it stands in the file; empty if its column is absent. */
  public String cell(int row, int column) {
    return row(row).cell(column);
  }

  /** Returns why a cell has no value, or one never seen; null if nothing is amiss. */
  public @Nullable String reason(int row, int column) {
    return reasons.get((long) row * schema.columns().size() + column);
  }

  /** Returns one row. */
  public TableRow row(int row) {
    java.util.Objects.checkIndex(row, rows);
    int width = schema.columns().size();
    double[] here = new double[width];
    @Nullable String[] why = null;
    for (int c = 0; c < width; c++) {
      here[c] = values[c] == null ? Double.NaN : values[c][row];
      String reason = reasons.isEmpty() ? null : reason(row, c);
      if (reason != null) {
        why = why == null ? new @Nullable String[width] : why;
        why[c] = reason;
      }
    }
    return new TableRow(row, here, why, cells.get(row), places);
  }

  /**
   * Returns the columns that are modelled as rows of numbers, to train on: levels by their index
   * and words, dates as days, NaN where missing.
   *
   * @throws DataException if no column is modelled
   */
  public RowSource toRows() {
    return TableRows.of(this);
  }

  /** Hands out all rows in order. */
  public void forEachRow(Consumer<TableRow> action) {
    for (int row = 0; row < rows; row++) {
      action.accept(row(row));
    }
  }

  /** Returns what to know of the table as a whole, a sentence each. */
  public List<String> notes() {
    return notes;
  }

  /** Cells that could not be taken as they are, the first 1,000. */
  public List<CellProblem> problems() {
    return problems;
  }
}
