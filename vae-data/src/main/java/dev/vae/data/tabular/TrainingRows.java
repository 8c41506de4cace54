package dev.vae.data.tabular;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableReader;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.tabular.draws.RowSample;
import dev.vae.data.tabular.parts.DateCycles;
import dev.vae.data.tabular.parts.Part;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a table's model learns from.
 *
 * @param columns how values of modelled columns become the model's
 * @param rows in the model's units, {@code [rows][columns]}, NaN where missing
 */
record TrainingRows(List<ColumnEncoding> columns, double[][] rows) {
  private static final int FEWEST_ROWS = 10;

  /** All rows of a table, or an even sample of many. */
  static TrainingRows of(Table table, TableOptions options) {
    int[] places = places(table.schema());
    RowSample sample = sample(table.schema(), places.length, options);
    for (int r = 0; r < table.rowCount(); r++) {
      double[] row = new double[places.length];
      for (int c = 0; c < row.length; c++) {
        row[c] = table.value(r, places[c]);
      }
      sample.add(row);
    }
    return of(table.schema(), sample, options);
  }

  /** Those of a reader, likewise. */
  static TrainingRows of(TableReader reader, TableOptions options) {
    int[] places = places(reader.schema());
    RowSample sample = sample(reader.schema(), places.length, options);
    for (TableRow row = reader.next(); row != null; row = reader.next()) {
      sample.add(picked(row.values(), places));
    }
    return of(reader.schema(), sample, options);
  }

  private static RowSample sample(TableSchema schema, int width, TableOptions options) {
    RowSample.check(schema.rows(), width, Runtime.getRuntime().maxMemory());
    return new RowSample(options.seed(), width);
  }

  private static TrainingRows of(TableSchema schema, RowSample sample, TableOptions options) {
    List<Column> modelled = modelled(schema);
    if (sample.seen() < FEWEST_ROWS || modelled.isEmpty()) {
      throw new DataException(
          sample.seen() < FEWEST_ROWS
              ? "a model of a table needs at least "
                  + FEWEST_ROWS
                  + " rows to learn from; there are "
                  + sample.seen()
              : "no column can be modelled: all are ids, free text, constant or empty");
    }
    double[][] raw = sample.rows();
    if (sample.seen() > raw.length) {
      options
          .progress()
          .accept(
              "learning from an even sample of " + raw.length + " of " + sample.seen() + " rows");
    }
    List<ColumnEncoding> columns = new ArrayList<>();
    for (int c = 0; c < modelled.size(); c++) {
      Column column = modelled.get(c);
      ColumnEncoding encoding = encoding(column, values(raw, c));
      // of what is missing by its size all values are alike
      boolean masked = options.settings().selfMasked().containsKey(encoding.name());
      List<Part> parts = masked ? List.of(Part.WHOLE) : DateCycles.of(modelled, c, raw);
      if (parts.contains(Part.WHOLE)) {
        columns.add(masked ? encoding.withSpikes(List.of()) : encoding);
      } else {
        options.progress().accept(DateCycles.words(column, parts));
        columns.addAll(ColumnEncoding.dates(column.name(), values(raw, c), parts));
      }
    }
    SelfMasking.check(columns, options.settings().selfMasked());
    RowParts parts = ColumnEncoding.parts(columns);
    double[][] rows = new double[raw.length][columns.size()];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.size(); c++) {
        rows[r][c] = columns.get(c).toModel(raw[r][parts.cell(c)]);
      }
    }
    return new TrainingRows(columns, rows);
  }

  private static double[] values(double[][] raw, int column) {
    return Arrays.stream(raw).mapToDouble(row -> row[column]).toArray();
  }

  /** How many parts of a model may learn from these rows at a time, as far as memory goes. */
  int atOnce() {
    return RowSample.atOnce(rows.length, columns.size(), Runtime.getRuntime().maxMemory());
  }

  private static ColumnEncoding encoding(Column column, double[] values) {
    if (column.type().nominal()) {
      return ColumnEncoding.categories(column.name(), column.levels().size());
    }
    ColumnEncoding.Logarithm may =
        column.transform() == ColumnTransform.LOG
            ? column.hurdle().isPresent()
                ? ColumnEncoding.Logarithm.OF_VALUE_PLUS_LEAST
                : ColumnEncoding.Logarithm.OF_VALUE
            : column.transform() == ColumnTransform.LOG1P
                ? ColumnEncoding.Logarithm.OF_VALUE_PLUS_1
                : ColumnEncoding.Logarithm.NONE;
    return ColumnEncoding.numbers(column.name(), values, may);
  }

  static List<Column> modelled(TableSchema schema) {
    return schema.columns().stream().filter(Column::modelled).toList();
  }

  /** Where the modelled columns stand among all. */
  static int[] places(TableSchema schema) {
    List<Column> columns = schema.columns();
    return IntStream.range(0, columns.size()).filter(c -> columns.get(c).modelled()).toArray();
  }

  /** The values of some columns of a row. */
  static double[] picked(double[] values, int[] places) {
    return Arrays.stream(places).mapToDouble(c -> values[c]).toArray();
  }
}
