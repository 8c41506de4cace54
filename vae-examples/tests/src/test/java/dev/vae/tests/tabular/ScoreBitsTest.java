package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.cli.Main;
import dev.vae.core.engine.Engine;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableReader;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A row has one score, to the bit, whoever asks for it: all parts of the pooled score agree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScoreBitsTest {
  private static final int ROWS = 60;

  private Path folder;
  private Path saved;
  private Path file;
  private TableModel model;
  private List<RowScore> expected;

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    Path train = Files.writeString(folder.resolve("train.csv"), KnownTable.text(200, 0.1, 5));
    file = Files.writeString(folder.resolve("new.csv"), KnownTable.text(ROWS, 0.2, 6));
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(60);
    model = TableModel.fit(Table.read(train, TableSchema.infer(train)), options);
    saved = folder.resolve("model");
    model.save(saved);
    expected = model.score(Table.read(file, model.schema()));
    assertEquals(ROWS, expected.size());
  }

  @Test
  void aLoadedModelScoresTheSameOnAnyNumberOfThreads() {
    for (int threads : new int[] {1, 3}) {
      TableModel loaded = TableModel.load(saved, Plugins.load(), Engine.of(threads, null));
      assertEquals(expected, loaded.score(Table.read(file, loaded.schema())));
    }
  }

  @Test
  void rowsScoreTheSameAloneAndFromManyThreadsAtOnce() throws Exception {
    List<TableRow> rows = new ArrayList<>();
    try (TableReader reader = TableReader.open(file, model.schema())) {
      for (TableRow row = reader.next(); row != null; row = reader.next()) {
        rows.add(row);
      }
    }
    List<RowScore> scored =
        IntStream.range(0, ROWS).parallel().mapToObj(r -> model.score(rows.get(r))).toList();
    assertEquals(expected, scored);
  }

  @Test
  void theOrderOfRowsDoesNotMatter() throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    Collections.reverse(lines.subList(1, lines.size()));
    Path turned = Files.writeString(folder.resolve("turned.csv"), String.join("\r\n", lines));
    List<RowScore> scores = model.score(Table.read(turned, model.schema()));
    for (int r = 0; r < ROWS; r++) {
      RowScore other = scores.get(ROWS - 1 - r);
      RowScore own = expected.get(r);
      assertEquals(
          own,
          new RowScore(
              own.row(),
              other.score(),
              other.standardError(),
              other.percentile(),
              other.pValue(),
              other.reasons()));
    }
  }

  @Test
  void theCommandInAnotherProcessSaysTheSame() throws Exception {
    Path out = folder.resolve("scores.csv");
    String path =
        Stream.of("jdk.module.path", "java.class.path")
            .map(property -> System.getProperty(property, ""))
            .filter(p -> !p.isEmpty())
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            path,
            Main.class.getName(),
            "score",
            saved.toString(),
            file.toString(),
            "--out",
            out.toString());
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertTrue(process.waitFor(300, TimeUnit.SECONDS), "the command ends");
    assertEquals(0, process.exitValue(), Files.readString(log));
    List<String> lines = Files.readAllLines(out);
    for (int r = 0; r < ROWS; r++) {
      RowScore row = expected.get(r);
      String start = row.row() + "," + row.score() + "," + row.standardError() + ",";
      assertTrue(lines.get(r + 1).startsWith(start), lines.get(r + 1));
      String[] cells = lines.get(r + 1).split(",");
      assertEquals(row.pValue(), Double.parseDouble(cells[4]), lines.get(r + 1));
    }
  }
}
