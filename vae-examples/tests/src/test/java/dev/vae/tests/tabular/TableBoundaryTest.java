package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.ModelFileException;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableReader;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A table's model across boundaries: saved here and used by another process with another number of
 * threads, on the same rows in another order, with columns in another order, more or fewer of them,
 * and written in another way. The bits stay.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableBoundaryTest {
  private static final List<String> TURNED =
      List.of(
          "shop", "stars", "gift", "extra", "city", "day", "order", "price2", "weight", "price");
  private static final OrdersTable NEW = OrdersTable.of(90, 0.15, 9);

  private Path folder;
  private Path model;
  private TableModel loaded;
  private Path german;
  private Map<String, List<String>> scores;
  private List<String> printed;

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    model = folder.resolve("model");
    Path train = OrdersTable.of(400, 0.1, 1).german(folder.resolve("t.csv"), OrdersTable.COLUMNS);
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(150).withDraws(8);
    TableModel.fit(Table.read(train, TableSchema.infer(train)), options).save(model);
    loaded = TableModel.load(model);
    german = NEW.german(folder.resolve("german.csv"), OrdersTable.COLUMNS);
    scores = scores(german);
    inAnotherProcess();
  }

  /** All that the tests ask of another process, which starts once. */
  private void inAnotherProcess() throws Exception {
    Path forScores = NEW.reversed().english(folder.resolve("fork.csv"), TURNED);
    Path holes = NEW.reversed().english(folder.resolve("holes.csv"), TURNED);
    List<?> filled = List.of("impute", model, holes, "--out", folder.resolve("filled.csv"));
    List<?> completed = List.of("impute", model, german, "--out", folder.resolve("b.csv"));
    List<?> made = List.of("synthesize", model, "--count", 300, "--seed", 4, "--where=city=Rome");
    List<?> trained = List.of("train", trained(), "--members", 2, "--steps", 40);
    Fork.Result result =
        Fork.inOne(
            List.of(
                with(List.of("score", model, forScores)),
                with(filled, "--samples", 50),
                with(completed, "--samples", 40, "--draws", 2),
                with(made, "--out", folder.resolve("made2.csv")),
                with(trained, "--out", folder.resolve("there"))));
    printed = result.done().out().lines().toList();
  }

  private static List<Object> with(List<?> command, Object... more) {
    List<Object> words = new ArrayList<>(command);
    words.addAll(List.of(more));
    words.addAll(List.of("--threads", 1));
    return words;
  }

  private Path trained() throws Exception {
    return OrdersTable.of(120, 0.1, 2).german(folder.resolve("u.csv"), OrdersTable.COLUMNS);
  }

  /** What Java says of every row, by its order. */
  private Map<String, List<String>> scores(Path file) {
    Table table = Table.read(file, loaded.schema());
    int order = loaded.schema().index("order").orElseThrow();
    Map<String, List<String>> all = new TreeMap<>();
    for (RowScore s : loaded.score(table)) {
      List<String> said = new ArrayList<>();
      for (double v : new double[] {s.score(), s.standardError(), s.percentile(), s.pValue()}) {
        said.add(Double.toString(v));
      }
      s.reasons().forEach(r -> said.add(r.toString()));
      all.put(table.cell((int) s.row(), order), said);
    }
    return all;
  }

  @Test
  void theSchemaIsAsMeant() {
    List<String> types = loaded.schema().columns().stream().map(c -> c.type().word()).toList();
    assertEquals(
        List.of(
            "id",
            "real",
            "real",
            "date",
            "categorical",
            "binary",
            "ordinal",
            "duplicate",
            "constant"),
        types);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vae-table-2", "vae-table-3", "vae-table-4", "vae-table-5", "vae-table-6"})
  void whatAnEarlierVersionWroteIsRefusedByALine(String format) throws Exception {
    Path earlier = folder.resolve(format);
    Files.createDirectories(earlier);
    String json = Files.readString(model.resolve("table.json"));
    assertTrue(json.contains("\"vae-table-8\""));
    Files.writeString(earlier.resolve("table.json"), json.replace("vae-table-8", format));
    String message =
        assertThrows(ModelFileException.class, () -> TableModel.load(earlier)).getMessage();
    assertTrue(message.contains("an earlier version wrote it"), message);
    assertTrue(message.contains("train again"), message);
  }

  /** A model of the version before has no predictor: the same, and filled by draws alone. */
  @Test
  void aModelOfTheVersionBeforeLoads() throws Exception {
    Path before = folder.resolve("before");
    try (Stream<Path> all = Files.walk(model)) {
      for (Path path : all.toList()) {
        if (!path.startsWith(model.resolve("predictor"))) {
          Files.copy(path, before.resolve(model.relativize(path)));
        }
      }
    }
    Path description = before.resolve("table.json");
    String json = Files.readString(description);
    String less = json.replaceFirst(",\"[0-9a-f]{64}\"\\]\\}\\s*$", "]}\n");
    assertTrue(less.length() < json.length());
    Files.writeString(
        description, less.replace("vae-table-8", "vae-table-7").replace("\"predictor\":true,", ""));
    TableModel other = TableModel.load(before);
    assertTrue(loaded.generator().predictor().isPresent());
    assertTrue(other.generator().predictor().isEmpty());
    Table table = Table.read(german, loaded.schema());
    List<RowScore> own = loaded.score(table);
    List<RowScore> others = other.score(table);
    int apart = 0;
    for (int r = 0; r < own.size(); r++) {
      assertEquals(own.get(r).score(), others.get(r).score());
      assertEquals(own.get(r).pValue(), others.get(r).pValue());
      apart += own.get(r).reasons().equals(others.get(r).reasons()) ? 0 : 1;
    }
    assertTrue(apart > 0, "the predictor tells what is expected");
    other.save(before);
    assertTrue(TableModel.load(before).generator().predictor().isEmpty());
    loaded.save(before);
    assertTrue(TableModel.load(before).generator().predictor().isPresent());
    other.save(before);
    assertTrue(Files.notExists(before.resolve("predictor")));
    assertEquals(others, TableModel.load(before).score(table));
  }

  @Test
  void rowsScoreAlikeHoweverTheyAreWritten() throws Exception {
    Path turned = NEW.german(folder.resolve("turned.csv"), TURNED);
    Path reversed = NEW.reversed().german(folder.resolve("reversed.csv"), OrdersTable.COLUMNS);
    Path english = NEW.english(folder.resolve("english.csv"), TURNED);
    assertEquals(scores, scores(turned));
    assertEquals(scores, scores(reversed));
    assertEquals(scores, scores(english));
    List<String> notes = Table.read(english, loaded.schema()).notes();
    for (String note :
        List.of(
            "column 'price' has decimal points here, where it was known with commas",
            "column 'weight' has decimal points here, where it was known with commas",
            "column 'day' has dates like yyyy-MM-dd here, where they were known like dd.MM.yyyy",
            "column extra of " + english + " is not known: not read")) {
      assertTrue(notes.contains(note), notes.toString());
    }
  }

  @Test
  void anotherProcessScoresAlike() throws Exception {
    List<String> orders = new ArrayList<>(scores.keySet()); // the last row is the first now
    List<String> lines = printed.subList(0, orders.size() + 1);
    for (int i = 0; i < orders.size(); i++) {
      String[] cells = lines.get(i + 1).split(",", 6);
      List<String> own = scores.get(orders.get(orders.size() - 1 - i));
      assertEquals(String.valueOf(i), cells[0]);
      assertEquals(own.get(0), cells[1]);
      assertEquals(own.get(1), cells[2]);
      assertEquals(Double.parseDouble(own.get(3)), Double.parseDouble(cells[4]));
    }
  }

  /** What stands in the modelled columns, by order. */
  private Map<String, double[]> values(Path file) {
    Map<String, double[]> all = new TreeMap<>();
    int order = loaded.schema().index("order").orElseThrow();
    try (TableReader reader = TableReader.open(file, loaded.schema())) {
      for (TableRow row = reader.next(); row != null; row = reader.next()) {
        all.put(row.cell(order), row.values());
      }
    }
    return all;
  }

  @Test
  void holesAreFilledAlikeHoweverRowsAreWritten() throws Exception {
    Path whole = folder.resolve("whole.csv");
    Imputer.of(loaded).draws(50).impute(german, whole);
    Map<String, double[]> own = values(whole);
    assertTrue(
        own.values().stream()
            .allMatch(row -> Arrays.stream(row).skip(1).limit(6).noneMatch(Double::isNaN)));
    Path filled = folder.resolve("filled.csv");
    Map<String, double[]> other = values(filled);
    assertEquals(own.keySet(), other.keySet());
    own.forEach((order, row) -> assertArrayEquals(row, other.get(order), order));
    String text = Files.readString(filled, java.nio.charset.StandardCharsets.UTF_16);
    assertTrue(text.lines().allMatch(line -> line.split(",", -1).length == TURNED.size()), text);
    Path alone = NEW.only(5).german(folder.resolve("alone.csv"), OrdersTable.COLUMNS);
    Path one = folder.resolve("one.csv");
    Imputer.of(loaded).draws(50).impute(alone, one);
    values(one).forEach((order, row) -> assertArrayEquals(own.get(order), row, order));
  }

  @Test
  void completedTablesAreAlike() throws Exception {
    List<Path> here = List.of(folder.resolve("a1.csv"), folder.resolve("a2.csv"));
    Imputer.of(loaded).draws(40).complete(german, here);
    assertEquals(-1, Files.mismatch(here.get(0), folder.resolve("b-1.csv")));
    assertEquals(-1, Files.mismatch(here.get(1), folder.resolve("b-2.csv")));
    assertTrue(Files.mismatch(here.get(0), here.get(1)) >= 0);
  }

  @Test
  void anotherProcessMakesTheSameRows() throws Exception {
    Path here = folder.resolve("made.csv");
    Synthesizer.of(loaded).seed(4).where("city=Rome").write(300, here);
    assertEquals(-1, Files.mismatch(here, folder.resolve("made2.csv")));
  }

  @Test
  void trainingInAnotherProcessGivesTheSameFiles() throws Exception {
    Path train = trained();
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(40);
    Path here = folder.resolve("here");
    TableModel.fit(Table.read(train, TableSchema.infer(train)), options).save(here);
    Path there = folder.resolve("there");
    for (String file :
        List.of("table.json", "members/1/weights.safetensors", "generator/weights.safetensors")) {
      assertEquals(-1, Files.mismatch(here.resolve(file), there.resolve(file)), file);
    }
  }
}
