package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.TableSettings;
import dev.vae.data.tabular.TableTuning;
import dev.vae.tests.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for a table's sizes: the same for any threads, stopped or not. */
class TableTuningTest {
  private static final TableTuning.Grid GRID =
      new TableTuning.Grid(List.of(2, 3), List.of(8), List.of(0.002, 0.01));

  @TempDir private Path folder;
  private Path file;
  private Table table;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("known.csv"), KnownTable.text(200, 0.1, 3));
    table = Table.read(file, TableSchema.infer(file));
  }

  private static TableOptions options(int threads) {
    Engine engine = Engine.defaults().withThreads(threads);
    return TableOptions.defaults().withSteps(20).withEngine(engine);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".json") && !f.endsWith("best.json"))
          .collect(Collectors.toMap(f -> f.getFileName().toString(), f -> read(f), (a, b) -> a));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void threadsDoNotMatter() {
    TableTuning.Result one = TableTuning.of(options(1)).grid(GRID).run(table);
    TableTuning.Result three = TableTuning.of(options(3)).grid(GRID).run(table);
    assertEquals(one, three);
    assertEquals(8, one.trials().size());
    for (TableTuning.Part part : TableTuning.Part.values()) {
      List<Double> bounds =
          one.trials().stream().filter(t -> t.part() == part).map(t -> t.bound()).toList();
      assertEquals(bounds.stream().sorted((a, b) -> Double.compare(b, a)).toList(), bounds);
    }
    assertEquals(one.trials().get(0).sizing(), one.settings().score());
    assertEquals(one.trials().get(4).sizing(), one.settings().generator());
  }

  /** A listener that fails ends the search where it is. */
  @Test
  void whatIsDoneIsNotDoneAgain() throws IOException {
    TableTuning.Result whole = TableTuning.of(options(1)).grid(GRID).run(table);
    Path trials = folder.resolve("trials");
    AtomicInteger told = new AtomicInteger();
    TableOptions failing =
        options(1)
            .withProgress(
                words -> {
                  if (told.incrementAndGet() == 3) {
                    throw new IllegalStateException("enough");
                  }
                });
    TableTuning stopped = TableTuning.of(failing).grid(GRID).trials(trials);
    assertThrows(IllegalStateException.class, () -> stopped.run(table));
    Map<String, String> before = files(trials);
    assertEquals(3, before.size());
    StringBuilder said = new StringBuilder();
    TableOptions listening = options(2).withProgress(words -> said.append(words).append('\n'));
    assertEquals(whole, TableTuning.of(listening).grid(GRID).trials(trials).run(table));
    assertTrue(said.toString().startsWith("3 of 8 trials are done already\n"), said.toString());
    assertEquals(6, said.toString().lines().count(), said.toString());
    Map<String, String> after = files(trials);
    before.forEach((name, text) -> assertEquals(text, after.get(name)));
    TableOptions other = options(1).withSeed(2);
    DataException refused =
        assertThrows(
            DataException.class, () -> TableTuning.of(other).grid(GRID).trials(trials).run(table));
    assertTrue(refused.getMessage().contains(trials.toString()), refused.getMessage());
    Files.writeString(trials.resolve(before.keySet().iterator().next()), "{");
    DataException broken =
        assertThrows(
            DataException.class,
            () -> TableTuning.of(options(1)).grid(GRID).trials(trials).run(table));
    assertTrue(broken.getMessage().contains(trials.toString()), broken.getMessage());
  }

  private List<Object> command(Path trials, Object... more) {
    List<Object> line =
        Stream.of("tune", file, "--latent", "2,3", "--width", 8, "--learning-rate", "0.002,0.01")
            .collect(Collectors.toList());
    line.addAll(List.of("--steps", 20, "--trials", trials));
    line.addAll(List.of(more));
    return line;
  }

  @Test
  void aKilledProcessGoesOn() throws Exception {
    Path trials = folder.resolve("trials");
    Process process = Fork.start(command(trials, "--threads", 1).toArray());
    while (process.isAlive() && (!Files.isDirectory(trials) || files(trials).isEmpty())) {
      process
          .onExit()
          .completeOnTimeout(process, 20, java.util.concurrent.TimeUnit.MILLISECONDS)
          .get();
    }
    process.destroyForcibly().waitFor();
    Map<String, String> before = files(trials);
    assertTrue(!before.isEmpty(), "nothing was kept");
    Path model = folder.resolve("model");
    Fork.Result result = Fork.vae(command(trials, "--threads", 2, "--out", model).toArray()).done();
    assertTrue(
        result.err().contains(before.size() + " of 8 trials are done already"), result.err());
    TableTuning.Result whole = TableTuning.of(options(1)).grid(GRID).run(table);
    Map<String, String> after = new TreeMap<>(files(trials));
    assertEquals(8, after.size());
    before.forEach((name, text) -> assertEquals(text, after.get(name)));
    assertEquals(
        whole.settings(), TableSettings.fromJson(Files.readString(trials.resolve("best.json"))));
    TableModel.fit(table, options(1).withSettings(whole.settings())).save(folder.resolve("own"));
    String own = "generator/weights.safetensors";
    assertEquals(-1, Files.mismatch(folder.resolve("own").resolve(own), model.resolve(own)));
    Path trained = folder.resolve("trained");
    Path best = trials.resolve("best.json");
    Cli.run("train", file, "--settings", best, "--out", trained).done();
    assertEquals(-1, Files.mismatch(trained.resolve("table.json"), model.resolve("table.json")));
  }

  @Test
  void settingsSizeTheModel() {
    TableSettings settings =
        TableSettings.defaults()
            .withMembers(2)
            .withSteps(5)
            .withScore(new TableSettings.Sizing(3, 9, 0.01))
            .withGenerator(new TableSettings.Sizing(5, 0, 0));
    assertEquals(settings, TableSettings.fromJson(settings.toJson()));
    TableModel model = TableModel.fit(table, options(1).withSettings(settings));
    assertEquals(3, model.members().get(0).spec().latent());
    assertTrue(model.members().get(0).spec().decoder().toString().contains("units=9"));
    model.save(folder.resolve("sized"));
    assertEquals(5, Vae.load(folder.resolve("sized").resolve("generator")).spec().latent());
  }

  @Test
  void badGridsAreRefused() throws Exception {
    for (Object[] bad :
        new Object[][] {
          {"latent must be above 0", "--latent", "2,0"},
          {"latent must be at least 0, not -1", "--latent", "-1"},
          {"latent must be at most 512, not 5000", "--latent", "5000"},
          {"width is to be tried twice with one value: [8, 8]", "--width", "8,8"},
          {"the learning rate must be at most 1", "--learning-rate", "1.5"},
          {"the learning rate must be above 0", "--learning-rate", "0"},
          {"the learning rate must be at most 1", "--learning-rate", "NaN"},
          {"'x' is not an int", "--latent", "x"},
          {"expected one of [SCORE, GENERATOR]", "--part", "both"},
        }) {
      Cli.Result result = Cli.run("tune", file, bad[1], bad[2], "--trials", folder.resolve("t"));
      assertTrue(result.code() != 0, result.toString());
      assertTrue(result.err().contains(bad[0].toString()), result.toString());
      assertTrue(!result.err().contains("\tat "), result.toString());
    }
    List<Integer> many = Stream.iterate(1, i -> i + 1).limit(300).toList();
    TableTuning.Grid grid = new TableTuning.Grid(many, List.of(8), List.of(0.001));
    assertThrows(DataException.class, () -> TableTuning.of(options(1)).grid(grid).run(table));
    TableTuning all = TableTuning.of(options(1));
    assertThrows(IllegalArgumentException.class, () -> all.parts(Set.of()));
    Path wrong = Files.writeString(folder.resolve("wrong.json"), "{\"format\":\"x\"}");
    Cli.Result train = Cli.run("train", file, "--settings", wrong);
    assertEquals(1, train.code());
    assertTrue(train.err().contains(wrong + ": it does not hold settings"), train.toString());
  }
}
