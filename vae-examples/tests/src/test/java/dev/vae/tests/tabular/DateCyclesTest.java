package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.tests.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Hours and weekdays of dates are learned, by all that a table's model answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DateCyclesTest {
  private static final int WHEN = 0;
  private static final int AMOUNT = 2;
  private static final int ODD = 12;

  private Path folder;
  private Path bundle;
  private String said;
  private TableModel model;
  private List<String[]> real;
  private List<String[]> fresh;

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    bundle = folder.resolve("onnx");
    real = VisitsTable.rows(1600, 0.04, 1);
    fresh = VisitsTable.rows(300, 0, 2);
    Path table = folder.resolve("visits.csv");
    Files.writeString(table, VisitsTable.csv(real));
    Path saved = folder.resolve("m");
    Cli.Result result =
        Cli.run("train", table, "--out", saved, "--members", 2, "--steps", 400).done();
    said = result.out() + result.err();
    Cli.run("export", saved, "--out", bundle).done();
    model = TableModel.load(saved);
  }

  private List<TableRow> read(List<String[]> rows) {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (String[] row : rows) {
      Map<String, Object> map = new HashMap<>();
      for (int c = 0; c < row.length; c++) {
        map.put(VisitsTable.NAMES.get(c), row[c]);
      }
      maps.add(map);
    }
    List<TableRow> all = new ArrayList<>();
    Table.of(model.schema(), maps).forEachRow(all::add);
    return all;
  }

  private static List<Map<String, Object>> values(List<String[]> rows) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (String[] row : rows) {
      Map<String, Object> map = new HashMap<>();
      for (int c = 0; c < row.length; c++) {
        if (!row[c].isEmpty()) {
          boolean number = c == AMOUNT || c == 4;
          map.put(VisitsTable.NAMES.get(c), number ? (Object) Double.valueOf(row[c]) : row[c]);
        }
      }
      all.add(map);
    }
    return all;
  }

  /** Fresh rows, the first of them at three o'clock in the night, or on a Sunday. */
  private List<String[]> odd() {
    List<String[]> rows = new ArrayList<>();
    fresh.forEach(row -> rows.add(row.clone()));
    for (int r = 0; r < ODD; r++) {
      LocalDateTime when = LocalDateTime.parse(rows.get(r)[WHEN], VisitsTable.WHEN);
      when = r % 2 == 0 ? when.withHour(3) : when.with(DayOfWeek.SUNDAY);
      rows.get(r)[WHEN] = when.format(VisitsTable.WHEN);
    }
    return rows;
  }

  private List<String[]> without(int column) {
    List<String[]> rows = new ArrayList<>();
    for (String[] row : fresh) {
      String[] other = row.clone();
      other[column] = "";
      rows.add(other);
    }
    return rows;
  }

  private static LocalDateTime when(String[] row) {
    return LocalDateTime.parse(row[WHEN], VisitsTable.WHEN);
  }

  @Test
  void cyclesAreTold() {
    assertTrue(said.contains("column 'when': its weekdays and hours are learned"), said);
    assertFalse(said.contains("column 'asked'"), said);
    assertEquals(5, model.modelled().size());
  }

  @Test
  void nightsAndSundaysAreOddAndNamed() {
    List<RowScore> scores = model.score(read(odd()), 3);
    double[] usual =
        scores.subList(ODD, scores.size()).stream().mapToDouble(RowScore::score).sorted().toArray();
    long all = 0;
    for (int r = 0; r < ODD; r++) {
      double score = scores.get(r).score();
      long above = java.util.Arrays.stream(usual).filter(u -> u >= score).count();
      assertTrue(above <= 0.1 * usual.length, "row " + r + ": " + above + " above");
      all += above;
      RowScore.Reason first = scores.get(r).reasons().get(0);
      assertEquals("when", first.column());
      String words = model.words(first);
      assertTrue(words.startsWith("when " + odd().get(r)[WHEN]), words);
      if (r % 2 == 1) {
        assertTrue(words.contains(" (Sunday), expected about "), words);
      }
    }
    double rank = 1 - all / (double) (ODD * usual.length);
    assertTrue(rank > 0.95, "AUROC " + rank);
  }

  @Test
  void amountsAreFilledByWeekdayAndHour() {
    List<ImputedRow> filled = Imputer.of(model).impute(read(without(AMOUNT)));
    double mean =
        fresh.stream().mapToDouble(r -> Double.parseDouble(r[AMOUNT])).average().orElse(0);
    double error = 0;
    double spread = 0;
    for (int r = 0; r < fresh.size(); r++) {
      double truth = Double.parseDouble(fresh.get(r)[AMOUNT]);
      double value = filled.get(r).cells().get(0).value();
      error += (value - truth) * (value - truth);
      spread += (mean - truth) * (mean - truth);
    }
    assertTrue(error < 0.35 * spread, error / spread + " of the mean's");
  }

  @Test
  void missingDatesAreFilledWithLikelyOnes() {
    int covered = 0;
    for (int draws : new int[] {1000, 100}) {
      List<ImputedRow> filled = Imputer.of(model).draws(draws).impute(read(without(WHEN)));
      for (int r = 0; r < fresh.size(); r++) {
        ImputedCell cell = filled.get(r).cells().get(0);
        LocalDateTime when = LocalDateTime.parse(cell.text(), VisitsTable.WHEN);
        assertTrue(when.getDayOfWeek() != DayOfWeek.SUNDAY, cell.text());
        assertTrue(when.getHour() >= 9 && when.getHour() < 18, cell.text());
        double truth = when(fresh.get(r)).toEpochSecond(ZoneOffset.UTC) / 86_400.0;
        covered += cell.low() <= truth && truth <= cell.high() ? 1 : 0;
      }
    }
    double share = covered / (2.0 * fresh.size());
    assertTrue(share > 0.84 && share < 0.97, share + " are inside");
  }

  private static double apart(
      List<String[]> made, List<String[]> real, int levels, ToIntFunction<String[]> level) {
    double[] difference = new double[levels];
    made.forEach(row -> difference[level.applyAsInt(row)] += 1.0 / made.size());
    real.forEach(row -> difference[level.applyAsInt(row)] -= 1.0 / real.size());
    return java.util.Arrays.stream(difference).map(Math::abs).sum() / 2;
  }

  @Test
  void madeRowsHaveTheWeekdaysAndHoursOfTheTable() {
    List<String[]> made = Synthesizer.of(model).complete().rows(2000);
    List<String[]> known = real.stream().filter(row -> !row[WHEN].isEmpty()).toList();
    ToIntFunction<String[]> weekday = row -> when(row).getDayOfWeek().getValue() - 1;
    assertTrue(made.stream().noneMatch(row -> weekday.applyAsInt(row) == 6));
    assertTrue(made.stream().allMatch(row -> when(row).getHour() >= 9 && when(row).getHour() < 18));
    double weekdays = apart(made, known, 7, weekday);
    double hours = apart(made, known, 24, row -> when(row).getHour());
    double quarters = apart(made, known, 4, row -> (when(row).getMonthValue() - 1) / 3);
    assertTrue(weekdays < 0.07 && hours < 0.07 && quarters < 0.07, weekdays + " " + hours);
    for (String[] row : made) {
      assertTrue(when(row).isAfter(LocalDateTime.of(2023, 1, 1, 0, 0)), row[WHEN]);
      assertTrue(when(row).isBefore(LocalDateTime.of(2024, 1, 1, 0, 0)), row[WHEN]);
      LocalDate.parse(row[3]);
    }
    ToIntFunction<String[]> late = row -> weekday.applyAsInt(row) >= 4 ? 1 : 0;
    double[] sum = new double[2];
    int[] count = new int[2];
    for (String[] row : made) {
      sum[late.applyAsInt(row)] += Double.parseDouble(row[AMOUNT]);
      count[late.applyAsInt(row)]++;
    }
    double ratio = sum[1] / count[1] / (sum[0] / count[0]);
    assertTrue(ratio > 1.5, "amounts late in the week are " + ratio + " times the others");
  }

  @Test
  void rowsAskedForByADateHaveIt() {
    for (String[] row : Synthesizer.of(model).where("when=2023-05-06 10:30").rows(20)) {
      assertEquals("2023-05-06 10:30", row[WHEN]);
    }
  }

  @Test
  void anotherOrderOfRowsAndColumnsGivesTheSameBits() throws Exception {
    Path here = folder.resolve("odd.csv");
    Path there = folder.resolve("ddo.csv");
    List<String[]> rows = odd();
    Files.writeString(here, VisitsTable.csv(rows));
    Files.writeString(there, VisitsTable.reversed(rows));
    List<RowScore> scores = model.score(Table.read(here, model.schema()));
    List<RowScore> other = model.score(Table.read(there, model.schema()));
    int last = rows.size() - 1;
    for (int r = 0; r <= last; r++) {
      assertEquals(scores.get(r).score(), other.get(last - r).score());
      assertEquals(scores.get(r).reasons(), other.get(last - r).reasons());
      assertEquals(scores.get(r).pValue(), other.get(last - r).pValue());
    }
    assertEquals(scores.get(3).score(), model.score(read(rows).get(3)).score());
    Path out = folder.resolve("scores.csv");
    Fork.vae("score", folder.resolve("m"), here, "--out", out).done();
    List<String> lines = Files.readAllLines(out);
    for (int r = 0; r <= last; r++) {
      String[] cells = lines.get(r + 1).split(",", 6);
      assertEquals(scores.get(r).score(), Double.parseDouble(cells[1]), 1e-9);
      String words = model.words(scores.get(r).reasons().get(0));
      assertTrue(cells[5].startsWith("\"" + words) || cells[5].startsWith(words), cells[5]);
    }
  }

  private static void near(double expected, double actual, String what) {
    assertEquals(expected, actual, 1e-5 * Math.max(1, Math.abs(expected)), what);
  }

  @Test
  void exportedFilesScoreAndEncodeTheSame() {
    List<String[]> rows = odd();
    rows.addAll(VisitsTable.rows(100, 0.3, 3));
    List<RowScore> scores = model.score(read(rows), 5);
    float[][] latents = new float[rows.size()][];
    List<TableRow> read = read(rows);
    for (int r = 0; r < latents.length; r++) {
      latents[r] = TableEncoder.of(model).encode(read.get(r));
    }
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Score> told = table.score(values(rows), 5);
      float[][] means = table.encode(values(rows)).mean();
      List<String> other = new ArrayList<>();
      for (int r = 0; r < scores.size(); r++) {
        near(scores.get(r).score(), told.get(r).score(), "row " + r);
        assertEquals(scores.get(r).percentile(), told.get(r).percentile(), 1, "row " + r);
        for (int i = 0; i < latents[r].length; i++) {
          near(latents[r][i], means[r][i], "latent " + i + " of row " + r);
        }
        Map<String, OnnxTable.Reason> reasons = new HashMap<>();
        told.get(r).reasons().forEach(reason -> reasons.put(reason.column(), reason));
        for (RowScore.Reason reason : scores.get(r).reasons()) {
          OnnxTable.Reason own = reasons.get(reason.column());
          double apart = Math.abs(own.surprise() - reason.surprise());
          if (apart > 1e-3 * Math.max(1, reason.surprise())
              || own.expected() instanceof Double number
                  && Math.abs(number - reason.expected()) > 1e-4 * Math.abs(number)) {
            other.add("row " + r + ": " + reason + " and " + own);
          }
        }
      }
      assertTrue(other.size() <= 0.02 * 5 * scores.size(), other.size() + ": " + other);
    }
  }

  @Test
  void exportedFilesFillTheSame() {
    List<String[]> rows = new ArrayList<>(without(WHEN).subList(0, 60));
    rows.addAll(VisitsTable.rows(140, 0.3, 4));
    List<ImputedRow> expected = Imputer.of(model).impute(read(rows));
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Filled> all = table.impute(values(rows));
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
                  ? Math.abs(number - Double.parseDouble(cell.text())) <= 1e-9
                  : there.value().equals(cell.text());
          boolean bounds =
              Double.isNaN(cell.low())
                  || Math.abs(there.low() - cell.low()) <= 1e-5 * Math.abs(cell.low())
                      && Math.abs(there.high() - cell.high()) <= 1e-5 * Math.abs(cell.high());
          if (!same || !bounds) {
            other.add("row " + r + ": " + cell + " and " + there);
          }
        }
      }
      assertTrue(cells > 200 && other.size() <= 0.02 * cells, other.size() + ": " + other);
    }
  }

  @Test
  void exportedFilesMakeTheSameRowsOfTheSameNoise() throws Exception {
    List<String[]> made = Synthesizer.of(model).seed(5).rows(900);
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession session = env.createSession(bundle.resolve("sample.onnx").toString());
        OrtSession.Result out = session.run(SampleNoise.of(model, 5, ""))) {
      boolean[] kept = (boolean[]) out.get("kept").orElseThrow().getValue();
      String[] when = (String[]) out.get("when").orElseThrow().getValue();
      String[] asked = (String[]) out.get("asked").orElseThrow().getValue();
      int at = 0;
      List<String> other = new ArrayList<>();
      for (int r = 0; r < kept.length && at < made.size(); r++) {
        if (kept[r]) {
          String[] row = made.get(at++);
          if (!row[WHEN].equals(when[r]) || !row[3].equals(asked[r])) {
            other.add(row[WHEN] + " " + row[3] + " and " + when[r] + " " + asked[r]);
          }
        }
      }
      assertEquals(made.size(), at);
      assertTrue(other.size() <= 0.005 * made.size(), other.size() + ": " + other);
    }
  }

  @Test
  void aColumnCanBeTakenForDaysAlone() throws Exception {
    Path table = folder.resolve("visits.csv");
    TableSchema schema = TableSchema.infer(table).withOverride("when=days");
    assertTrue(schema.describe().contains("when     days"), schema.describe());
    TableSchema again = TableSchema.fromJson(schema.toJson());
    List<String> progress = new ArrayList<>();
    TableOptions options =
        TableOptions.defaults().withMembers(2).withSteps(20).withProgress(progress::add);
    TableModel plain = TableModel.fit(Table.read(table, again), options);
    assertEquals(5, plain.columns().size());
    assertTrue(progress.stream().noneMatch(line -> line.contains("learned")), "" + progress);
    assertTrue(
        TableSchema.infer(table)
            .withOverride("when=days")
            .withOverride("when=date")
            .describe()
            .contains("when     date"));
  }
}
