package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.draws.ConditionalDraws;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.export.runtime.Bundle;
import dev.vae.export.runtime.OnnxTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A table's exported files fill cells in onnxruntime as the command line does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilledBundleTest {
  private static final DateTimeFormatter SEEN =
      DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss", Locale.ROOT);

  private Path folder;
  private Path bundle;
  private final List<Map<String, String>> rows = new ArrayList<>();
  private final List<String[]> whole = new ArrayList<>();
  private final List<String> order = new ArrayList<>(MixedTable.NAMES);
  private final Map<String, String[]> intervals = new HashMap<>();
  private final Map<String, ImputedCell> told = new HashMap<>(); // the same in Java

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    bundle = folder.resolve("onnx");
    Path model = MixedTable.exported(folder, bundle);
    for (Map<String, String> row : MixedTable.odd(140, 7)) {
      // the command line leaves what it cannot read, a file takes it for missing
      if (!row.get("joined").equals("2021-02-30")) {
        rows.add(row);
      }
    }
    for (String income : List.of("9999999.5", "-50000.25")) { // of which few draws count
      Map<String, String> far = new HashMap<>(rows.get(0));
      List.of("age", "job", "visits", "score", "paid").forEach(name -> far.put(name, ""));
      far.put("income", income);
      rows.add(far);
    }
    Collections.shuffle(order, new Random(4));
    Path holes = folder.resolve("holes.csv");
    Files.writeString(holes, MixedTable.csv(rows, order));
    Path to = folder.resolve("whole.csv");
    Path bounds = folder.resolve("bounds.csv");
    Fork.vae("impute", model, holes, "--out", to, "--intervals=" + bounds, "--level", 0.8).done();
    Files.readAllLines(to).stream().skip(1).map(FilledBundleTest::cells).forEach(whole::add);
    for (String line : Files.readAllLines(bounds).subList(1, Files.readAllLines(bounds).size())) {
      String[] cells = cells(line);
      intervals.put(cells[0] + " " + cells[1], cells);
    }
    Imputer.of(TableModel.load(model))
        .level(0.8)
        .impute(
            holes,
            folder.resolve("own.csv"),
            row -> row.cells().forEach(c -> told.put(row.index() + " " + c.column(), c)));
  }

  private static String[] cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(line.charAt(++i));
      } else if (c == '"' && (quoted || cell.length() == 0)) {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString());
    return cells.toArray(String[]::new);
  }

  private static Map<String, Object> values(Bundle bundle, Map<String, String> row) {
    Map<String, Object> values = new HashMap<>();
    for (Bundle.Port port : bundle.files().get("impute").inputs()) {
      String text = row.get(port.name());
      if (text != null && MixedTable.there(port.name(), text)) {
        values.put(port.name(), MixedTable.given(port.name(), text, !port.type().equals("string")));
      }
    }
    return values;
  }

  private static boolean near(double expected, double actual) {
    return Math.abs(expected - actual) <= 1e-5 * Math.max(1, Math.abs(expected));
  }

  /** Moments are the same to a millionth of their range. */
  private static boolean same(String column, String expected, Object actual) {
    return same(column, expected, actual, MixedTable.SEEN_EXACT);
  }

  private static boolean same(String column, String expected, Object actual, long seconds) {
    if (actual instanceof Double number) {
      return near((Double) MixedTable.given(column, expected, true), number);
    }
    return column.equals("seen")
        ? Duration.between(
                    LocalDateTime.parse(expected, SEEN), LocalDateTime.parse((String) actual, SEEN))
                .abs()
                .toSeconds()
            <= seconds
        : expected.equals(actual);
  }

  private boolean bounds(int row, OnnxTable.Cell cell) {
    ImputedCell own = told.get(row + " " + cell.column());
    boolean same = near(own.spread(), cell.spread());
    if (!own.levels().isEmpty()) {
      return same && Set.copyOf(own.levels()).equals(Set.copyOf(cell.levels()));
    }
    return same && near(own.low(), cell.low()) && near(own.high(), cell.high());
  }

  /** Ends of intervals in the file are what Java says, written as the columns' cells are. */
  @Test
  void endsAreWrittenAsTheColumnWritesItsCells() {
    Map<String, Pattern> forms = new HashMap<>();
    forms.put("income", Pattern.compile("\\d+\\.\\d{2}"));
    forms.put("joined", Pattern.compile("\\d{4}-\\d\\d-\\d\\d"));
    forms.put("seen", Pattern.compile("\\d\\d\\.\\d\\d\\.\\d{4} \\d\\d:\\d\\d:\\d\\d"));
    forms.put("took", Pattern.compile("\\d+:\\d\\d:\\d\\d"));
    forms.put("size", Pattern.compile("\\d+(\\.\\d)? [KM]B"));
    assertEquals(intervals.keySet(), told.keySet());
    Set<String> seen = new HashSet<>();
    intervals.forEach(
        (cell, line) -> {
          ImputedCell own = told.get(cell);
          String levels = String.join("|", own.levels());
          assertEquals(
              List.of(own.text(), own.lowText(), own.highText(), levels),
              List.of(line).subList(2, 6),
              cell);
          Pattern form = forms.get(line[1]);
          if (form != null) {
            seen.add(line[1]);
            for (String text : List.of(line).subList(2, 5)) {
              assertTrue(form.matcher(text).matches(), cell + ": " + text);
            }
          }
        });
    assertEquals(forms.keySet(), seen);
  }

  /** Quantiles and likeliest levels go by steps: here and there one is a draw further. */
  @Test
  void cellsAreThoseOfTheCommandLine() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Filled> all =
          table.impute(rows.stream().map(row -> values(table.bundle(), row)).toList(), 0.8);
      int filled = 0;
      List<String> other = new ArrayList<>();
      for (int r = 0; r < all.size(); r++) {
        for (OnnxTable.Cell cell : all.get(r).cells()) {
          filled++;
          String expected = whole.get(r)[order.indexOf(cell.column())];
          assertEquals(cell.value(), all.get(r).row().get(cell.column()));
          if (!same(cell.column(), expected, cell.value()) || !bounds(r, cell)) {
            other.add("row " + r + ": " + expected + " and " + cell);
          }
        }
      }
      assertEquals(intervals.size(), filled);
      assertTrue(filled > 200 && other.size() <= 0.02 * filled, filled + " cells: " + other);
    }
  }

  @Test
  void whatWasThereStays() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<Map<String, Object>> given =
          rows.stream().map(row -> values(table.bundle(), row)).toList();
      List<OnnxTable.Filled> all = table.impute(given);
      for (int r = 0; r < given.size(); r++) {
        Map<String, Object> row = all.get(r).row();
        given.get(r).forEach((column, value) -> assertEquals(value, row.get(column)));
        assertEquals(MixedTable.NAMES.size(), row.size());
        assertEquals(given.get(r).size() + all.get(r).cells().size(), row.size());
        assertEquals(all.get(r).cells().isEmpty(), Double.isNaN(all.get(r).effectiveSamples()));
      }
    }
  }

  @Test
  void aWiderLevelGivesWiderIntervalsAndAnImpossibleOneIsRefused() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<Map<String, Object>> one = List.of(Map.of("job", "nurse"));
      OnnxTable.Cell half = table.impute(one, 0.5).get(0).cells().get(0);
      OnnxTable.Cell most = table.impute(one, 0.95).get(0).cells().get(0);
      assertTrue(most.low() < half.low() && half.high() < most.high(), half + " and " + most);
      assertThrows(IllegalArgumentException.class, () -> table.impute(one, 1));
    }
  }

  private static final int TABLES = 5;

  /** What the file gives for these uniform numbers. */
  private List<Map<String, Object[]>> completed(float[][] choice) throws OrtException {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    Bundle read = Bundle.read(bundle);
    Map<String, OnnxTensor> given = new HashMap<>();
    given.put("vae.level", OnnxTensor.createTensor(env, 0.9));
    given.put("vae.choice", OnnxTensor.createTensor(env, choice));
    int count = choice[0].length;
    for (String name : MixedTable.NAMES) {
      String[] texts = new String[count];
      double[] numbers = new double[count];
      for (int r = 0; r < count; r++) {
        Object value = values(read, rows.get(r)).get(name);
        texts[r] = value instanceof String text ? text : "";
        numbers[r] = value instanceof Double number ? number : Double.NaN;
      }
      boolean text =
          read.files().get("impute").inputs().stream()
              .anyMatch(p -> p.name().equals(name) && p.type().equals("string"));
      given.put(name, OnnxTensor.createTensor(env, text ? texts : (Object) numbers));
    }
    List<Map<String, Object[]>> tables = new ArrayList<>();
    OrtSession.SessionOptions quiet = new OrtSession.SessionOptions();
    quiet.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    try (OrtSession session = env.createSession(bundle.resolve("impute.onnx").toString(), quiet);
        OrtSession.Result out = session.run(given)) {
      for (int m = 0; m < choice.length; m++) {
        Map<String, Object[]> columns = new HashMap<>();
        for (String name : MixedTable.NAMES) {
          Object own = ((Object[]) out.get("vae.draws/" + name).orElseThrow().getValue())[m];
          columns.put(
              name,
              own instanceof String[] texts
                  ? texts
                  : Arrays.stream((double[]) own).boxed().toArray());
        }
        tables.add(columns);
      }
    }
    return tables;
  }

  private static double inside(Column column, double raw) {
    if (column.type().hasLevels()) {
      return Math.min(column.levels().size() - 1, Math.max(0, Math.rint(raw)));
    }
    double inside = Math.min(column.summary().maximum(), Math.max(column.summary().minimum(), raw));
    return Double.isNaN(inside) ? raw : inside; // a column of dates has no bounds
  }

  @Test
  void completedTablesAreTheDrawsThatUniformNumbersChoose() throws Exception {
    TableModel model = TableModel.load(folder.resolve("m"));
    int count = 40;
    List<Map<String, Object>> given = new ArrayList<>();
    rows.subList(0, count).forEach(row -> given.add(new HashMap<>(row)));
    List<double[]> units = new ArrayList<>();
    List<TableRow> read = new ArrayList<>();
    Table.of(model.schema(), given).forEachRow(read::add);
    for (TableRow row : read) {
      units.add(
          model.columns().stream()
              .mapToDouble(
                  c -> c.toModel(row.values()[model.schema().index(c.name()).orElseThrow()]))
              .toArray());
    }
    Random random = new Random(3);
    float[][] choice = new float[TABLES][count];
    for (float[] table : choice) {
      for (int r = 0; r < count; r++) {
        table[r] = random.nextFloat();
      }
    }
    List<Map<String, Object[]>> tables = completed(choice);
    int[] cells = new int[1];
    List<String> other = new ArrayList<>();
    ConditionalDraws.of(model.generator(), model.parts())
        .sharing()
        .forEach(
            units.toArray(double[][]::new),
            1000,
            1,
            (r, draws) -> {
              for (int m = 0; m < TABLES; m++) {
                double[] drawn = draws.at(choice[m][r]);
                for (int c = 0; c < drawn.length; c++) {
                  ColumnEncoding encoding = model.columns().get(c);
                  Column column = model.schema().column(encoding.name());
                  Object actual = tables.get(m).get(column.name())[r];
                  if (!Double.isNaN(units.get(r)[c])) {
                    Object own = values(Bundle.read(bundle), rows.get(r)).get(column.name());
                    assertEquals(own, actual);
                  } else if (!encoding.category() || drawn[c] < encoding.levels()) {
                    cells[0]++;
                    String expected = column.format(inside(column, encoding.toRaw(drawn[c])));
                    // single precision leaves seconds of the years that one draw spreads over
                    if (!same(column.name(), expected, actual, 10)) {
                      other.add("row " + r + ": " + expected + " and " + actual);
                    }
                  }
                }
              }
            });
    assertTrue(cells[0] > 200 && other.size() <= 0.01 * cells[0], cells[0] + " cells: " + other);
  }

  @Test
  void completedTablesDifferInWhatWasMissingAlone() {
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<Map<String, Object>> given =
          rows.stream().limit(40).map(row -> values(table.bundle(), row)).toList();
      List<List<Map<String, Object>>> tables = table.complete(given, 3, 7);
      assertEquals(3, tables.size());
      for (int r = 0; r < given.size(); r++) {
        for (List<Map<String, Object>> one : tables) {
          Map<String, Object> row = one.get(r);
          given.get(r).forEach((column, value) -> assertEquals(value, row.get(column)));
        }
      }
      assertTrue(!tables.get(0).equals(tables.get(1)));
      assertEquals(
          tables.get(2).get(30), table.complete(given.subList(30, 31), 3, 7).get(2).get(0));
      assertThrows(IllegalArgumentException.class, () -> table.complete(given, 0, 7));
    }
  }
}
