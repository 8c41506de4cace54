package dev.vae.serve.model;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.export.runtime.Bundle;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxSettings;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.serve.call.RequestException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Answers by the files that were exported of a table's model. Cells are read and written by the
 * table's schema, which stands in {@code bundle.json}, so that answers are those of the model.
 */
final class BundleEngine implements TableEngine {
  private final OnnxTable table;
  private final TableSchema schema;

  private final BundleCells cells;

  /** The value of each word of columns of levels. */
  private final Map<String, Map<String, Double>> levels = new HashMap<>();

  private BundleEngine(OnnxTable table) {
    this.table = table;
    schema = schema(table.bundle());
    cells = BundleCells.of(table.bundle());
    for (String name : table.columns()) {
      Column column = schema.column(name);
      if (column.type().hasLevels()) {
        Map<String, Double> own = new HashMap<>();
        for (int l = 0; l <= column.levels().size(); l++) {
          own.putIfAbsent(column.format(l), (double) l);
        }
        levels.put(name, own);
      }
    }
  }

  /**
   * Opens a bundle.
   *
   * @throws OnnxRuntimeException if its files cannot be read
   * @throws IllegalArgumentException if it does not say how cells are written
   */
  static BundleEngine open(Path folder, OnnxSettings settings) {
    OnnxTable table = OnnxTable.open(folder, settings);
    try {
      table.load();
      return new BundleEngine(table);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  private static TableSchema schema(Bundle bundle) {
    try {
      TableSchema schema = TableSchema.fromJson(bundle.tableSchema());
      bundle.columns().forEach(schema::column);
      return schema;
    } catch (DataException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          bundle.folder().resolve(Bundle.NAME) + ": " + e.getMessage() + "; export again", e);
    }
  }

  @Override
  public TableSchema schema() {
    return schema;
  }

  @Override
  public Set<String> operations() {
    Set<String> all = new LinkedHashSet<>();
    for (String file : table.bundle().files().keySet()) {
      all.add(file.equals("encoder") ? "encode" : file);
    }
    return all;
  }

  // --- rows --------------------------------------------------------------------------------------

  private List<Map<String, Object>> given(List<TableRow> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (TableRow row : rows) {
      Map<String, Object> given = new LinkedHashMap<>();
      for (String name : table.columns()) {
        int at = schema.index(name).orElseThrow();
        Column column = schema.columns().get(at);
        double value = row.values()[at];
        if (!Double.isNaN(value)) {
          given.put(name, cells.of(column, value, row.cell(at)));
        } else if (column.blankIsValue()) {
          given.put(name, column.missingText());
        }
      }
      all.add(given);
    }
    return all;
  }

  /** The value of a cell that a file gives. */
  private double value(Column column, Object cell) {
    if (cell instanceof Number number) {
      return number.doubleValue() / BundleCells.unit(column);
    }
    Map<String, Double> own = levels.get(column.name());
    return own == null
        ? new CellReader(column).read((String) cell)
        : own.getOrDefault(cell, (double) column.otherIndex());
  }

  // --- answers -----------------------------------------------------------------------------------

  @Override
  public List<RowScore> score(List<TableRow> rows, int reasons) {
    List<OnnxTable.Score> all = table.score(given(rows), reasons);
    List<RowScore> scores = new ArrayList<>();
    for (int r = 0; r < all.size(); r++) {
      OnnxTable.Score score = all.get(r);
      TableRow row = rows.get(r);
      List<RowScore.Reason> told =
          score.reasons().stream().map(reason -> reason(reason, row)).toList();
      scores.add(
          new RowScore(
              row.index(),
              score.score(),
              score.standardError(),
              score.percentile(),
              score.pValue(),
              told));
    }
    return scores;
  }

  private RowScore.Reason reason(OnnxTable.Reason reason, TableRow row) {
    int at = schema.index(reason.column()).orElseThrow();
    Object expected = reason.expected();
    // of dates in days, however they are written
    double value =
        expected instanceof Number number
            ? number.doubleValue()
            : value(schema.columns().get(at), expected);
    return new RowScore.Reason(reason.column(), reason.surprise(), row.values()[at], value);
  }

  @Override
  public List<ImputedRow> impute(List<TableRow> rows) {
    List<OnnxTable.Filled> all = table.impute(given(rows));
    List<ImputedRow> filled = new ArrayList<>();
    for (int r = 0; r < all.size(); r++) {
      TableRow row = rows.get(r);
      List<ImputedCell> cells = new ArrayList<>();
      for (OnnxTable.Cell cell : all.get(r).cells()) {
        int at = schema.index(cell.column()).orElseThrow();
        if (row.reason(at) == null) { // what cannot be read is not missing
          cells.add(cell(schema.columns().get(at), cell));
        }
      }
      double effective = cells.isEmpty() ? Double.NaN : all.get(r).effectiveSamples();
      filled.add(new ImputedRow(row.index(), cells, effective));
    }
    return filled;
  }

  private ImputedCell cell(Column column, OnnxTable.Cell cell) {
    double value = value(column, cell.value());
    return ImputedCell.of(column, value, cell.low(), cell.high(), cell.levels(), cell.spread());
  }

  @Override
  public int latent() {
    return table.bundle().latent();
  }

  @Override
  public List<float[]> encode(List<TableRow> rows) {
    return List.of(table.encode(given(rows)).mean());
  }

  @Override
  public Made sample(int count, long seed, String where) {
    if (!where.isBlank()) {
      throw RequestException.badRequest(
          "exported files draw rows of all kinds: 'where' needs the model that they were made of");
    }
    List<String[]> rows = new ArrayList<>();
    for (Map<String, Object> made : table.sample(count, seed)) {
      String[] cells = new String[schema.columns().size()];
      for (int c = 0; c < cells.length; c++) {
        cells[c] = text(schema.columns().get(c), made);
      }
      rows.add(cells);
    }
    return new Made(rows, List.of());
  }

  private String text(Column column, Map<String, Object> row) {
    Object cell = row.get(column.name());
    Column of = column.duplicateOf().map(schema::column).orElse(column);
    return cell instanceof Number number
        ? of.format(number.doubleValue() / BundleCells.unit(of))
        : Objects.toString(cell, of.missingText());
  }

  @Override
  public void close() {
    table.close();
  }
}
