package dev.vae.serve.explore;

import dev.vae.core.internal.io.Json;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.Level;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.encode.TableEncoder;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.serve.model.BundleCells;
import dev.vae.serve.model.TableAnswers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Explores a table's model by the rows of a table. */
final class TableExploration {
  private final TableModel model;
  private final Table table;

  private TableExploration(TableModel model, Table table) {
    this.model = model;
    this.table = table;
  }

  static Exploration of(TableModel model, Table table) {
    TableExploration made = new TableExploration(model, table);
    Vae vae = TableEncoder.of(model).vae();
    LatentSpace latents = new LatentSpace(vae, Rows.withMissing(model.toModel(table)));
    List<Object> columns = new ArrayList<>();
    List<Colour> colours = new ArrayList<>();
    float[] scores = new float[table.rowCount()];
    model.score(table, 0, score -> scores[(int) score.row()] = (float) score.score());
    colours.add(Colour.of("score (−log p, nats)", scores));
    latents.kl().ifPresent(colours::add);
    Map<?, ?> schema = (Map<?, ?>) Json.read(table.schema().toJson());
    List<?> styles = (List<?>) Objects.requireNonNull(schema.get("columns"));
    for (int c = 0; c < table.schema().columns().size(); c++) {
      Column column = table.schema().columns().get(c);
      if (column.modelled()) {
        columns.add(described(column, (Map<?, ?>) styles.get(c)));
        double[] values = table.values(c);
        float[] floats = new float[values.length];
        for (int r = 0; r < floats.length; r++) {
          floats[r] = (float) values[r];
        }
        List<String> words = column.type().hasLevels() ? words(column.levels()) : List.of();
        colours.add(Colour.of(column.name(), words, floats));
      }
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", "table");
    map.putAll(latents.described());
    map.put("event", List.of((long) columns.size()));
    map.put("columns", columns);
    map.put("missing", TableAnswers.missingWords());
    map.put("condition", List.of());
    RowFiles rows = new RowFiles(table.rowCount(), "json", made::cells);
    RowFiles judged = new RowFiles(table.rowCount(), "json", made::judged);
    return Exploration.of(map, latents, colours, rows)
        .with(judged.files("judged"))
        .with(
            browser -> {
              BundleCells cells = BundleCells.of(browser.bundle());
              return new RowFiles(
                      table.rowCount(), "json", (from, to) -> made.taken(from, to, cells))
                  .files("taken");
            });
  }

  /** With how its cells are written, as the schema's file has it. */
  private static Map<String, Object> described(Column column, Map<?, ?> schema) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", column.name());
    map.put("type", column.type().word());
    map.put("levels", words(column.levels()));
    map.put("pooled", words(column.pooled()));
    map.put("hashed", column.hashed());
    map.put("missing", column.missing());
    for (String style : List.of("number", "date", "kind", "units", "factors", "duration")) {
      if (schema.get(style) != null) {
        map.put(style, schema.get(style));
      }
    }
    return map;
  }

  private static List<String> words(List<Level> levels) {
    return levels.stream().map(Level::text).toList();
  }

  private byte[] cells(int from, int to) {
    List<Object> rows = new ArrayList<>();
    for (int r = from; r < to; r++) {
      Map<String, Object> cells = new LinkedHashMap<>();
      for (int c = 0; c < table.schema().columns().size(); c++) {
        Column column = table.schema().columns().get(c);
        boolean missing = column.blankIsValue() && Double.isNaN(table.value(r, c));
        String cell = missing ? column.missingText() : table.cell(r, c);
        cells.put(column.name(), cell.isEmpty() ? null : cell);
      }
      rows.add(cells);
    }
    return Json.bytes(rows);
  }

  /** Rows as the model's files take them, a list of values each. */
  private byte[] taken(int from, int to, BundleCells cells) {
    List<Object> rows = new ArrayList<>();
    for (int r = from; r < to; r++) {
      List<Object> values = new ArrayList<>();
      for (int c = 0; c < table.schema().columns().size(); c++) {
        Column column = table.schema().columns().get(c);
        if (column.modelled()) {
          double value = table.values(c)[r];
          values.add(Double.isNaN(value) ? null : cells.of(column, value, table.cell(r, c)));
        }
      }
      rows.add(values);
    }
    return Json.bytes(rows);
  }

  /** What the model says of rows as they are, for pages that no server answers. */
  private byte[] judged(int from, int to) {
    List<TableRow> rows = new ArrayList<>();
    for (int r = from; r < to; r++) {
      rows.add(table.row(r));
    }
    TableAnswers answers = new TableAnswers(model.schema());
    List<RowScore> scores = model.score(rows, model.modelled().size());
    List<ImputedRow> filled = Imputer.of(model).impute(rows);
    List<Object> all = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      Map<String, Object> map = answers.score(scores.get(r));
      map.put("filled", filled.get(r).cells().stream().map(answers::filled).toList());
      all.add(map);
    }
    return Json.bytes(all);
  }
}
