package dev.vae.serve.model;

import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.impute.ImputedCell;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a table's model says of rows, as JSON has it. */
public final class TableAnswers {
  private final TableSchema schema;

  /** Takes the schema whose columns say how values are written. */
  public TableAnswers(TableSchema schema) {
    this.schema = schema;
  }

  /** Returns the words that mean missing: always, and among numbers, dates and yes and no. */
  public static Map<String, List<String>> missingWords() {
    return Map.of("always", MissingWords.everywhere(), "numbers", MissingWords.amongNumbers());
  }

  /** Returns how odd a row is, and why. */
  public Map<String, Object> score(RowScore row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("score", row.score());
    map.put("standardError", row.standardError());
    map.put("percentile", row.percentile());
    map.put("pValue", row.pValue());
    map.put("reasons", row.reasons().stream().map(this::reason).toList());
    return map;
  }

  private Map<String, Object> reason(RowScore.Reason reason) {
    Column column = schema.column(reason.column());
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("column", reason.column());
    map.put("surprise", reason.surprise());
    map.put("value", column.format(reason.value()));
    map.put("expected", column.format(reason.expected()));
    map.put("words", reason.words(schema));
    return map;
  }

  /** Returns what a missing cell was filled with, and how sure that is. */
  public Map<String, Object> filled(ImputedCell cell) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("column", cell.column());
    map.put("value", value(cell));
    map.put("text", cell.text());
    if (cell.levels().isEmpty()) {
      map.put("low", number(cell) ? (Object) cell.low() : cell.lowText());
      map.put("high", number(cell) ? (Object) cell.high() : cell.highText());
      map.put("lowText", cell.lowText());
      map.put("highText", cell.highText());
    } else {
      map.put("levels", cell.levels());
    }
    map.put("spread", cell.spread());
    return map;
  }

  Object value(ImputedCell cell) {
    return number(cell) ? (Object) written(cell) : cell.text();
  }

  /** Whether JSON has a number for it; dates are texts. */
  private boolean number(ImputedCell cell) {
    return schema.column(cell.column()).type().numeric();
  }

  /** The value that stands in the text, with the column's decimals. */
  double written(ImputedCell cell) {
    return new CellReader(schema.column(cell.column())).read(cell.text());
  }
}
