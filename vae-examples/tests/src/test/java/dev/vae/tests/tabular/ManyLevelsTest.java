package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.tests.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Columns of 90 and of thousands of levels: tied embeddings, pooled and hashed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyLevelsTest {
  private static final int CITIES = 90;
  private static final int STREETS = 3000;

  private Path folder;
  private TableModel model;

  /** The country follows from the city, and so does the price. */
  private static String text(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("city,country,street,price\n");
    for (int i = 0; i < rows; i++) {
      int city = (int) (CITIES * Math.pow(random.nextDouble(), 2));
      double price = 100 + 50 * (city % 3) + 10 * random.nextDouble();
      text.append("city").append(city).append(",land").append(city % 3);
      text.append(",street").append(random.nextInt(STREETS));
      text.append(String.format(java.util.Locale.ROOT, ",%.2f\n", price));
    }
    return text.toString();
  }

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    Path file = Files.writeString(folder.resolve("t.csv"), text(1500, 1));
    TableSchema schema = TableSchema.infer(file);
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(200).withDraws(8);
    TableModel fitted = TableModel.fit(Table.read(file, schema), options);
    fitted.save(folder.resolve("m"));
    model = TableModel.load(folder.resolve("m"));
  }

  @Test
  void weightsGrowWithLevelsTimesTheVectorsLength() throws Exception {
    assertTrue(model.schema().column("street").hashed());
    long numbers = Files.size(folder.resolve("m/members/1/weights.safetensors")) / 4;
    long shared = 16L * (model.schema().column("street").levels().size() + 1 + CITIES + 1);
    assertTrue(numbers < shared + 40_000, numbers + " for " + shared + " of embeddings");
    assertTrue(numbers > shared, numbers + " for " + shared);
  }

  @Test
  void whatFollowsFromALevelIsLearned() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("odd.csv"),
            "city,country,street,price\n"
                + "city3,land0,street7,105\n"
                + "city3,land1,street7,105\n"
                + "nowhere,land0,street7,105\n");
    List<RowScore> scores = model.score(Table.read(file, model.schema()));
    assertTrue(scores.get(1).score() > scores.get(0).score() + 0.5, scores.toString());
    assertTrue(scores.get(2).score() > scores.get(0).score() + 0.5, scores.toString());
  }

  @Test
  void cellsAreFilledByALevelsVector() throws Exception {
    StringBuilder text = new StringBuilder("city,country,street,price\n");
    for (int city = 0; city < 30; city++) {
      text.append("city").append(city).append(",,street1,\n");
    }
    Path file = Files.writeString(folder.resolve("holes.csv"), text);
    Table table = Table.read(file, model.schema());
    Imputer imputer = Imputer.of(model).draws(200);
    int right = 0;
    for (int city = 0; city < 30; city++) {
      TableRow row = table.row(city);
      Map<String, String> cells = new HashMap<>();
      imputer.impute(row).cells().forEach(c -> cells.put(c.column(), c.text()));
      right += cells.get("country").equals("land" + city % 3) ? 1 : 0;
    }
    assertTrue(right >= 24, right + " of 30");
  }

  /** A tenth of the rows have one of 100 cities that are rare, and pooled. */
  @Test
  void rareLevelsAreMadeByHowOftenTheyWere() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    StringBuilder text = new StringBuilder("city,price\n");
    for (int i = 0; i < 2000; i++) {
      boolean rare = i % 10 == 0;
      int city = rare ? random.nextInt(100) : random.nextInt(50);
      text.append(rare ? "rare" : "city").append(city);
      text.append(String.format(java.util.Locale.ROOT, ",%.2f\n", 100 * random.nextDouble()));
    }
    Path file = Files.writeString(folder.resolve("rare.csv"), text);
    Path saved = folder.resolve("rare");
    Cli.run("train", file, "--out", saved, "--members", 2, "--steps", 100).done();
    TableSchema schema = TableModel.load(saved).schema();
    assertTrue(schema.column("city").pooled().size() > 40, "rare levels are pooled");
    Map<String, Integer> counts = new HashMap<>();
    Path here = folder.resolve("a.csv");
    Path there = folder.resolve("b.csv");
    Cli.run("synthesize", saved, "--count", 1500, "--seed", 5, "--out", here).done();
    Fork.vae("synthesize", saved, "--count", 1500, "--seed", 5, "--out", there).done();
    assertEquals(-1, Files.mismatch(here, there));
    List<String> made = Files.readAllLines(here);
    made.stream()
        .skip(1)
        .map(line -> line.split(",")[0])
        .forEach(c -> counts.merge(c, 1, Integer::sum));
    List<String> known = Files.readAllLines(file).stream().map(line -> line.split(",")[0]).toList();
    assertTrue(known.containsAll(counts.keySet()), counts.toString());
    long kinds = counts.keySet().stream().filter(c -> c.startsWith("rare")).count();
    assertTrue(kinds >= 15, kinds + " rare cities of " + counts);
  }

  @Test
  void rowsAreMadeInTheTablesLevels() throws Exception {
    Map<String, Integer> cities = new HashMap<>();
    int together = 0;
    List<String[]> rows = Synthesizer.of(model).rows(1000);
    for (String[] row : rows) {
      cities.merge(row[0], 1, Integer::sum);
      assertTrue(row[2].startsWith("street"), row[2]);
      together += row[1].equals("land" + Integer.parseInt(row[0].substring(4)) % 3) ? 1 : 0;
    }
    assertEquals(1000, rows.size());
    assertTrue(cities.size() >= 60, cities.size() + " cities");
    assertTrue(together >= 700, together + " of 1000");
  }
}
