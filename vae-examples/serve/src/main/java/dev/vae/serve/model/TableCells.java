package dev.vae.serve.model;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.Column;
import dev.vae.serve.call.JsonCall;
import dev.vae.serve.call.RequestException;
import dev.vae.serve.tensor.Datatype;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of JSON, and columns of tensors, as rows of a table's schema. */
final class TableCells {
  private final TableSchema schema;

  TableCells(TableSchema schema) {
    this.schema = schema;
  }

  /** What was read of a question, and what is to be told of it. */
  record Read(List<TableRow> rows, List<String> notes) {}

  Read read(JsonCall call) {
    for (String option : call.mixed()) {
      if (schema.index(option).isEmpty()) {
        throw RequestException.badRequest(
            "'"
                + option
                + "' is an option and no column: write {\"rows\": [{...}], \""
                + option
                + "\": ...}");
      }
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int r = 0; r < call.rows().size(); r++) {
      if (!(call.rows().get(r) instanceof Map<?, ?> map)) {
        throw RequestException.badRequest(
            "row " + r + " must be an object of columns, such as {\"" + first() + "\": ...}");
      }
      Map<String, Object> row = new LinkedHashMap<>();
      for (Map.Entry<?, ?> cell : map.entrySet()) {
        row.put((String) cell.getKey(), cell(r, (String) cell.getKey(), cell.getValue()));
      }
      rows.add(row);
    }
    return read(rows);
  }

  private String first() {
    return schema.columns().stream()
        .filter(Column::modelled)
        .map(Column::name)
        .findFirst()
        .orElse("column");
  }

  private static Object cell(int row, String column, Object value) {
    if (value instanceof Map || value instanceof List || value instanceof double[]) {
      throw RequestException.badRequest(
          "row " + row + ", column '" + column + "' must be a number, a text, true, false or null");
    }
    return value instanceof Boolean ? value.toString() : value;
  }

  private Read read(List<Map<String, Object>> rows) {
    RequestRows.check(rows, schema.names());
    Table table = Table.of(schema, rows);
    List<TableRow> all = new ArrayList<>();
    table.forEachRow(all::add);
    return new Read(all, table.notes());
  }

  /** A tensor for each column that is modelled: numbers, or texts for all else. */
  List<TensorSpec> specs() {
    return schema.columns().stream()
        .filter(Column::modelled)
        .map(
            column ->
                TensorSpec.perRow(
                    column.name(), column.type().numeric() ? Datatype.FP64 : Datatype.BYTES))
        .toList();
  }

  List<TableRow> read(InferenceRequest request) {
    return read(RequestRows.of(request, TableCells::number)).rows();
  }

  /** Whole numbers without a decimal point, as a file would have them. */
  private static Object number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15 ? (Object) (long) value : value;
  }

  /** What is amiss with a row's cells, a sentence each. */
  List<String> problems(TableRow row) {
    List<String> all = new ArrayList<>();
    for (int c = 0; row.reasons() != null && c < row.reasons().length; c++) {
      if (row.reason(c) != null) {
        all.add(
            "column '"
                + schema.columns().get(c).name()
                + "', '"
                + row.cell(c)
                + "': "
                + row.reason(c));
      }
    }
    return all;
  }
}
