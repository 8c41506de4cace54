package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.table.TableExporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where all dates of a column are midnights, hours or firsts of months, those that are filled and
 * made are, here and in exported files; and numbers keep to exponents that all have.
 */
class DateStepsTest {
  private static final Map<String, String> COLUMNS = columns();

  @TempDir Path folder;

  /** What each column's cells look like. */
  private static Map<String, String> columns() {
    Map<String, String> forms = new LinkedHashMap<>();
    forms.put("midnight", "\\d{4}-\\d\\d-\\d\\d 00:00:00");
    forms.put("hour", "\\d\\d\\.\\d\\d\\.\\d{4} \\d\\d:00");
    forms.put("half", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:(00|30):00");
    forms.put("first", "\\d{4}-\\d\\d-01");
    forms.put("clock", "\\d\\d:00:00");
    forms.put("zoned", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00\\.000Z");
    forms.put("small", "-?\\d\\.\\d{3}e[+-]\\d\\d");
    return forms;
  }

  private static String at(LocalDateTime when, String pattern) {
    return when.format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT));
  }

  private static List<Map<String, String>> made(int count, double holes) {
    SplittableRandom random = new SplittableRandom(4);
    List<Map<String, String>> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      Map<String, String> row = new LinkedHashMap<>();
      LocalDateTime when = LocalDateTime.of(2017, 2, 3, 0, 0).plusSeconds(random.nextInt(1 << 27));
      row.put("midnight", at(when, "uuuu-MM-dd '00':'00':'00'"));
      row.put("hour", at(when, "dd.MM.uuuu HH:'00'"));
      row.put("half", at(when, "uuuu-MM-dd'T'HH:") + (random.nextBoolean() ? "00:00" : "30:00"));
      row.put("first", at(when, "uuuu-MM-'01'"));
      row.put("clock", at(when, "HH:'00':'00'"));
      row.put("zoned", at(when, "uuuu-MM-dd'T'HH:mm:'00.000Z'"));
      row.put(
          "small",
          String.format(Locale.ROOT, "%.3e", random.nextGaussian() * when.getMonthValue()));
      row.replaceAll((name, cell) -> random.nextDouble() < holes ? "" : cell);
      rows.add(row);
    }
    return rows;
  }

  private static void checkForm(String name, String cell) {
    assertTrue(cell.matches(COLUMNS.get(name)), name + ": " + cell);
  }

  @Test
  void filledAndMadeCellsKeepToTheStep() throws Exception {
    StringBuilder text = new StringBuilder(String.join(",", COLUMNS.keySet())).append('\n');
    made(400, 0.05).forEach(row -> text.append(String.join(",", row.values())).append('\n'));
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    TableSchema schema = TableSchema.infer(file);
    assertEquals(schema, TableSchema.fromJson(schema.toJson()));
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(30);
    TableModel.fit(Table.read(file, schema), options).save(folder.resolve("m"));
    TableModel model = TableModel.load(folder.resolve("m"));
    for (String[] row : Synthesizer.of(model).seed(2).rows(300)) {
      for (int c = 0; c < row.length; c++) {
        if (!row[c].isEmpty()) {
          checkForm(schema.names().get(c), row[c]);
        }
      }
    }
    filled(model);
  }

  private void filled(TableModel model) throws Exception {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, String> row : made(60, 0.4)) {
      Map<String, Object> cells = new HashMap<>();
      row.forEach((name, cell) -> cells.put(name, cell));
      rows.add(cells);
    }
    List<TableRow> read = new ArrayList<>();
    Table.of(model.schema(), rows).forEachRow(read::add);
    List<ImputedRow> filled = Imputer.of(model).impute(read);
    Path bundle = folder.resolve("onnx");
    TableExporter.of(model).write(bundle);
    int written = 0;
    List<String> other = new ArrayList<>();
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Filled> all = table.impute(given(rows));
      for (int r = 0; r < rows.size(); r++) {
        Map<String, OnnxTable.Cell> there = new HashMap<>();
        all.get(r).cells().forEach(cell -> there.put(cell.column(), cell));
        for (ImputedCell cell : filled.get(r).cells()) {
          checkForm(cell.column(), cell.text());
          if (there.get(cell.column()).value() instanceof String told) {
            checkForm(cell.column(), told);
            written++;
            if (!told.equals(cell.text())) {
              other.add(cell + " and " + told);
            }
          }
        }
      }
    }
    assertTrue(written > 60 && other.size() <= 0.02 * written, written + ", other: " + other);
  }

  /**
   * Rows as a bundle takes them: what is missing is not there, numbers and zoned dates not texts.
   */
  private static List<Map<String, Object>> given(List<Map<String, Object>> rows) {
    List<Map<String, Object>> given = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> cells = new HashMap<>(row);
      cells.values().removeIf(""::equals);
      cells.computeIfPresent("small", (name, cell) -> Double.valueOf((String) cell));
      cells.computeIfPresent(
          "zoned",
          (name, cell) ->
              java.time.Instant.parse((String) cell).toEpochMilli() / (double) 86_400_000);
      given.add(cells);
    }
    return given;
  }
}
