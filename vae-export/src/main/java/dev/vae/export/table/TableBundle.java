package dev.vae.export.table;

import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.OnnxModel;
import dev.vae.export.internal.json.MetadataJson;
import dev.vae.export.table.column.ColumnInputs;
import dev.vae.export.table.column.DateColumn;
import dev.vae.export.table.column.WordColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The text of a table's {@code bundle.json}: columns, files, and what they take and give. */
final class TableBundle {
  private static final int FORMAT = 1;

  private static final List<String> NOTES =
      List.of(
          "sample draws rows of all kinds: what 'vae synthesize --where' and '--constraint' ask"
              + " for needs the model",
          "sample leaves out the columns in 'left': there is what they hold");

  private TableBundle() {}

  static String text(
      Path folder,
      TableModel model,
      List<Column> columns,
      OwnNames names,
      int opset,
      Map<String, TableExporter.Made> made)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("producer", OnnxModel.producer());
    json.put("opset", opset);
    json.put("kind", "columns");
    json.put("event", List.of(columns.size()));
    json.put("latent", model.generator().vae().spec().latent());
    json.put("conditionWidth", 0);
    json.put("columns", columns.stream().map(Column::name).toList());
    json.put("names", columns.stream().map(OwnNames::of).toList());
    json.put("missing", true);
    json.put("draws", model.formula().draws());
    json.put("prefix", names.prefix());
    json.put("schema", columns.stream().map(TableBundle::column).toList());
    json.put("table", model.schema().names());
    json.put("left", left(model.schema()));
    json.put("notes", NOTES);
    json.put("tableSchema", MetadataJson.parsed(model.schema().toJson()));
    Map<String, Object> files = new LinkedHashMap<>();
    for (var entry : made.entrySet()) {
      OnnxModel file = entry.getValue().model();
      files.put(entry.getKey(), file.entry(folder, file.doc(), entry.getValue().noise()));
    }
    json.put("files", files);
    json.put("provenance", model.members().get(0).provenance());
    return MetadataJson.pretty(json);
  }

  private static Map<String, Object> column(Column column) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", column.name());
    map.put("is", column.type().word());
    map.put("takes", ColumnInputs.doc(column));
    if (WordColumn.is(column)) {
      map.put("levels", column.levels().stream().map(Level::text).toList());
      map.put("pooled", column.pooled().stream().map(Level::text).toList());
      map.put(
          "missing",
          WordColumn.words(column).entrySet().stream()
              .filter(e -> Double.isNaN(e.getValue()))
              .map(Map.Entry::getKey)
              .toList());
      if (column.blankIsValue()) {
        map.put("missingText", column.missingText());
      }
    } else if (column.hashed()) {
      map.put("buckets", column.levels().size());
      map.put("words", column.levels().stream().map(Level::text).toList());
      map.put(
          "bucket",
          "of the UTF-16 units u of the word, in 32 bits: h = 0x811c9dc5; for each u h = (h ^ u) *"
              + " 0x01000193; then (h ^ h >>> 15) mod buckets");
    } else {
      map.put("missing", DateColumn.is(column) ? List.of("") : List.of("NaN"));
    }
    if (column.format() instanceof DateStyle style) {
      map.put("pattern", style.pattern());
    }
    return map;
  }

  /** Columns of the table that no file takes, why, and what they hold. */
  private static List<Object> left(TableSchema schema) {
    List<Object> left = new ArrayList<>();
    for (Column column : schema.columns()) {
      if (!column.modelled()) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", column.name());
        map.put("is", column.type().word());
        column.duplicateOf().ifPresent(of -> map.put("sameAs", of));
        if (column.type() == ColumnType.CONSTANT && !column.levels().isEmpty()) {
          map.put("value", column.levels().get(0).text());
          if (column.summary().missing() > 0) {
            map.put("missing", column.summary().missing());
            map.put("rows", column.summary().rows());
          }
        }
        left.add(map);
      }
    }
    return left;
  }
}
