package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.estimate.Estimator;
import dev.vae.core.rows.Rows;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.SelfMasking;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.export.table.TableExporter;
import dev.vae.tests.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of which large values of one column are missing: y = x + noise, and most y above 0; u is
 * nearly x.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelfMaskedTableTest {
  private static final int ROWS = 600;

  private final double[] x = new double[ROWS];
  private final double[] y = new double[ROWS];
  private final boolean[] missing = new boolean[ROWS];
  private Path folder;
  private Path file;
  private Table table;
  private TableModel random;
  private TableModel high;

  @BeforeAll
  void fit(@TempDir Path given) throws IOException {
    folder = given;
    SplittableRandom noise = new SplittableRandom(5);
    StringBuilder text = new StringBuilder("x,u,y\n");
    for (int i = 0; i < ROWS; i++) {
      x[i] = noise.nextDouble() * 4 - 2;
      y[i] = x[i] + (noise.nextDouble() + noise.nextDouble() + noise.nextDouble() - 1.5) * 2;
      missing[i] = noise.nextDouble() < 1 / (1 + Math.exp(-4 * y[i]));
      String cell = missing[i] ? "" : String.format(Locale.ROOT, "%.4f", y[i]);
      double u = x[i] + 0.2 * (noise.nextDouble() - 0.5);
      text.append(String.format(Locale.ROOT, "%.4f,%.4f,%s%n", x[i], u, cell));
    }
    file = Files.writeString(folder.resolve("t.csv"), text);
    table = Table.read(file, TableSchema.infer(file));
    random = TableModel.fit(table, options(Map.of()));
    high = TableModel.fit(table, options(Map.of("y", SelfMasking.HIGH)));
  }

  private static TableOptions options(Map<String, SelfMasking> masked) {
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(500);
    return options.withSettings(options.settings().withSelfMasked(masked));
  }

  /** The mean of filled less true values. */
  private double bias(TableModel model) {
    double sum = 0;
    int count = 0;
    for (ImputedCell cell : cells(model)) {
      sum += cell.value();
      count++;
    }
    for (int i = 0; i < ROWS; i++) {
      sum -= missing[i] ? y[i] : 0;
    }
    return sum / count;
  }

  private List<ImputedCell> cells(TableModel model) {
    Imputer imputer = Imputer.of(model).draws(200);
    List<ImputedCell> cells = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      cells.addAll(imputer.impute(table.row(i)).cells());
    }
    return cells;
  }

  @Test
  void filledCellsAreNoLongerTooSmall() {
    double before = bias(random);
    double after = bias(high);
    assertTrue(before < -0.3, "what is missing at random would be filled too low: " + before);
    assertTrue(Math.abs(after) < 0.6 * Math.abs(before), before + " then " + after);
    TableModel low = TableModel.fit(table, options(Map.of("y", SelfMasking.LOW)));
    assertTrue(bias(low) < after - 0.3, "the wrong way: " + bias(low));
  }

  @Test
  void filesOfSuchATableAreRefusedByName() {
    TableExporter exporter = TableExporter.of(high);
    String told = assertThrows(IllegalArgumentException.class, exporter::models).getMessage();
    assertTrue(told.contains("'y'"), told);
    assertTrue(told.contains("--missing-not-at-random"), told);
  }

  /**
   * A hole where values are large is usual, and odd where they are small: p(missing) is 0.99 and
   * 0.05 or so, three nats apart. Near rows and the other parts of a score do not know of that.
   */
  @Test
  void scoresCountTheHole() {
    Table holes = Table.of(table.schema(), List.of(row(-1.8), row(1.8)));
    double before = ofVae(random, holes, 0) - ofVae(random, holes, 1);
    double after = ofVae(high, holes, 0) - ofVae(high, holes, 1);
    assertTrue(after > before + 1, before + " then " + after);
    double pooled = random.score(holes).get(0).score() - random.score(holes).get(1).score();
    double counted = high.score(holes).get(0).score() - high.score(holes).get(1).score();
    assertTrue(counted > pooled, pooled + " then " + counted);
  }

  /** −log p of a row by the first VAE. */
  private static double ofVae(TableModel model, Table rows, int row) {
    double[][] one = {model.toModel(rows)[row]};
    return -Estimator.of(model.members().get(0))
        .samples(500)
        .iwae(Rows.withMissing(one))
        .logLikelihood();
  }

  private static Map<String, Object> row(double x) {
    Map<String, Object> row = new HashMap<>();
    row.put("x", x);
    row.put("u", x);
    row.put("y", null);
    return row;
  }

  /** What the command line trains, fewer steps, and how a model of here is used there. */
  @Test
  void anotherProcessTrainsAndFillsAlike() throws Exception {
    Map<String, SelfMasking> masked = Map.of("y", SelfMasking.HIGH);
    Path own = folder.resolve("own");
    TableModel.fit(table, options(masked).withSteps(60)).save(own);
    Path trained = folder.resolve("trained");
    Path model = folder.resolve("model");
    high.save(model);
    Path here = folder.resolve("here.csv");
    Path there = folder.resolve("there.csv");
    List<Object> train = new ArrayList<>(List.of("train", file, "--out", trained, "--threads", 1));
    train.addAll(List.of("--members", 2, "--steps", 60, "--missing-not-at-random", "y=high"));
    Fork.inOne(
            List.of(
                train,
                List.of("impute", model, file, "--samples", 50, "--out", there),
                List.of("synthesize", model, "--count=50", "--where=x=1", "--out=" + own + ".csv")))
        .done();
    for (String part : List.of("members/1", "members/2", "generator")) {
      Path of = Path.of(part, "weights.safetensors");
      assertEquals(-1, Files.mismatch(own.resolve(of), trained.resolve(of)), part);
    }
    assertEquals(-1, Files.mismatch(own.resolve("table.json"), trained.resolve("table.json")));
    Imputer.of(high).draws(50).impute(file, here);
    assertEquals(-1, Files.mismatch(here, there));
  }

  @Test
  void onlyNumbersCanBe() {
    for (String given : List.of("z=high", "y=large")) {
      Cli.Result result = Cli.run("train", file, "--missing-not-at-random", given);
      assertTrue(result.code() != 0, result.toString());
      assertTrue(!result.err().contains("\tat "), result.toString());
    }
    String said = Cli.run("train", file, "--missing-not-at-random", "z=high").err();
    assertTrue(said.contains("'z' is not; those are x, u, y"), said);
  }
}
