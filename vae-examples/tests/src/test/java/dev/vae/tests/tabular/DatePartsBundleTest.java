package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.encode.TableEncoder;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.parts.DatePart;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.table.TableExporter;
import dev.vae.tests.Python;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Dates of all kinds of cycles are taken apart, and put together, in exported files as here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatePartsBundleTest {
  private static final List<String> DATES = List.of("day", "at", "moment", "stamp", "when");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

  private Path bundle;
  private TableModel model;
  private final List<Map<String, Object>> rows = new ArrayList<>();

  private static List<Map<String, String>> made(int count, double holes, long seed) {
    Random random = new Random(seed);
    List<Map<String, String>> rows = new ArrayList<>();
    while (rows.size() < count) {
      Map<String, String> row = new LinkedHashMap<>();
      LocalDate day = LocalDate.of(2018, 5, 3).plusDays(random.nextInt(1500));
      LocalDateTime even = LocalDate.of(2021, 1, 4).plusDays(random.nextInt(300)).atStartOfDay();
      if (even.getDayOfWeek().getValue() > 5) {
        continue;
      }
      double warm = -Math.cos(2 * Math.PI * day.getDayOfYear() / 365.25);
      row.put("day", day.toString());
      row.put(
          "at", String.format(Locale.ROOT, "%02d:%02d", 8 + random.nextInt(9), random.nextInt(60)));
      LocalDateTime evening =
          LocalDateTime.of(2024, 3, 1, 19, 0)
              .plusDays(random.nextInt(40))
              .plusSeconds(random.nextInt(10_000));
      row.put("moment", evening.format(MOMENT));
      row.put("stamp", even.plusSeconds(random.nextInt(86_400)).toString().substring(0, 16));
      // quarters of an hour
      row.put("when", even.plusMinutes(15 * (30 + random.nextInt(30))).toString());
      row.put("sold", String.format(Locale.ROOT, "%.1f", 50 + 20 * warm + random.nextGaussian()));
      row.put("kind", new String[] {"a", "b", "c"}[random.nextInt(3)]);
      row.replaceAll((name, cell) -> random.nextDouble() < holes ? "" : cell);
      rows.add(row);
    }
    return rows;
  }

  private static String csv(List<Map<String, String>> rows) {
    return String.join(",", rows.get(0).keySet())
        + "\n"
        + rows.stream()
            .map(row -> String.join(",", row.values()))
            .collect(Collectors.joining("\n", "", "\n"));
  }

  @BeforeAll
  void train(@TempDir Path folder) throws Exception {
    Path table = folder.resolve("t.csv");
    Files.writeString(table, csv(made(700, 0.04, 1)));
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(60);
    TableModel trained = TableModel.fit(Table.read(table, TableSchema.infer(table)), options);
    trained.save(folder.resolve("m"));
    model = TableModel.load(folder.resolve("m"));
    bundle = folder.resolve("onnx");
    TableExporter.of(model).write(bundle);
    List<Map<String, String>> given = new ArrayList<>(made(120, 0.25, 2));
    given.addAll(made(60, 0.04, 1)); // rows of the training, which are near themselves
    for (Map<String, String> row : given) {
      Map<String, Object> values = new HashMap<>();
      row.forEach(
          (name, cell) -> {
            if (!cell.isEmpty()) {
              values.put(name, name.equals("sold") ? (Object) Double.valueOf(cell) : cell);
            }
          });
      rows.add(values);
    }
  }

  private List<TableRow> read() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> row : rows) {
      Map<String, Object> every = new HashMap<>();
      model.schema().names().forEach(name -> every.put(name, row.getOrDefault(name, "")));
      all.add(every);
    }
    List<TableRow> read = new ArrayList<>();
    Table.of(model.schema(), all).forEachRow(read::add);
    return read;
  }

  @Test
  void everyPartIsThere() {
    Set<DatePart> parts = EnumSet.noneOf(DatePart.class);
    model.columns().forEach(column -> parts.add(column.part().of()));
    assertEquals(EnumSet.allOf(DatePart.class), parts, model.schema().describe());
    for (String name : DATES) {
      assertTrue(
          model.columns().stream().anyMatch(c -> c.name().equals(name) && !c.part().whole()), name);
    }
  }

  @Test
  void filesPassTheChecker() throws Exception {
    Python.checkOnnx(bundle, 4);
  }

  @Test
  void scoresAndLatentsAreTheSame() {
    List<TableRow> read = read();
    List<RowScore> scores = model.score(read, 5);
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Score> told = table.score(rows, 5);
      float[][] means = table.encode(rows).mean();
      int cells = 0;
      List<String> other = new ArrayList<>();
      for (int r = 0; r < rows.size(); r++) {
        RowScore own = scores.get(r);
        assertEquals(own.score(), told.get(r).score(), 1e-5 * Math.max(1, Math.abs(own.score())));
        float[] latents = TableEncoder.of(model).encode(read.get(r));
        for (int i = 0; i < latents.length; i++) {
          assertEquals(latents[i], means[r][i], 1e-5 * Math.max(1, Math.abs(latents[i])));
        }
        Map<String, OnnxTable.Reason> reasons = new HashMap<>();
        told.get(r).reasons().forEach(reason -> reasons.put(reason.column(), reason));
        for (RowScore.Reason reason : own.reasons()) {
          cells++;
          OnnxTable.Reason there = reasons.get(reason.column());
          boolean same =
              there != null
                  && Math.abs(there.surprise() - reason.surprise())
                      <= 1e-3 * Math.max(1, reason.surprise())
                  && (!(there.expected() instanceof Double number)
                      || Math.abs(number - reason.expected())
                          <= 1e-5 * Math.max(1, Math.abs(number)));
          if (!same) {
            other.add("row " + r + ": " + reason + " and " + there);
          }
        }
      }
      assertTrue(cells > 400 && other.size() <= 0.02 * cells, other.size() + ": " + other);
    }
  }

  @Test
  void cellsAreFilledTheSame() {
    List<ImputedRow> expected = Imputer.of(model).impute(read());
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Filled> all = table.impute(rows);
      int cells = 0;
      List<String> other = new ArrayList<>();
      for (int r = 0; r < rows.size(); r++) {
        Map<String, OnnxTable.Cell> own = new HashMap<>();
        all.get(r).cells().forEach(cell -> own.put(cell.column(), cell));
        assertEquals(expected.get(r).cells().size(), own.size());
        for (ImputedCell cell : expected.get(r).cells()) {
          cells++;
          OnnxTable.Cell there = own.get(cell.column());
          boolean same =
              there.value() instanceof Double number
                  ? number == Double.parseDouble(cell.text())
                  : there.value().equals(cell.text());
          double far = 1e-5 * Math.max(1, Math.abs(cell.high()));
          if (!same
              || Math.abs(there.low() - cell.low()) > far
              || Math.abs(there.high() - cell.high()) > far) {
            other.add("row " + r + ": " + cell + " and " + there);
          }
        }
      }
      assertTrue(cells > 150 && other.size() <= 0.02 * cells, other.size() + ": " + other);
    }
  }

  @Test
  void rowsAreMadeTheSame() throws Exception {
    List<String[]> made = Synthesizer.of(model).seed(5).rows(900);
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession session = env.createSession(bundle.resolve("sample.onnx").toString());
        OrtSession.Result out = session.run(SampleNoise.of(model, 5, ""))) {
      List<String> other = new ArrayList<>();
      for (String name : DATES) {
        String[] texts = (String[]) out.get(name).orElseThrow().getValue();
        int at = model.schema().index(name).orElseThrow();
        for (int r = 0; r < made.size(); r++) {
          if (!made.get(r)[at].equals(texts[r])) {
            other.add(name + " " + made.get(r)[at] + " and " + texts[r]);
          }
        }
      }
      assertTrue(other.size() <= 0.005 * DATES.size() * made.size(), other.size() + ": " + other);
      for (String[] row : made) {
        String minutes = row[model.schema().index("when").orElseThrow()];
        assertTrue(
            minutes.isEmpty() || List.of("00", "15", "30", "45").contains(minutes.substring(14)));
      }
    }
  }

  @Test
  void completedTablesHoldDatesOfTheColumnsStyle() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      for (List<Map<String, Object>> one : table.complete(rows, 2, 3)) {
        for (Map<String, Object> row : one) {
          LocalDate.parse((String) row.get("day"));
          LocalDateTime.parse((String) row.get("moment"), MOMENT);
          String when = (String) row.get("when");
          assertTrue(Arrays.asList("00", "15", "30", "45").contains(when.substring(14)), when);
          assertTrue(LocalDateTime.parse(when).getDayOfWeek().getValue() < 7, when);
        }
      }
    }
  }
}
