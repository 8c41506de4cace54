package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.model.Vae;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables whose columns are of several kinds. */
class TableCommandsTest {
  private static final List<Object> SHORT = List.of("--latent", 2, "--batch", 32);

  @TempDir private Path folder;
  private Path table;
  private Path model;

  @BeforeEach
  void writeTable() throws Exception {
    table = folder.resolve("people.csv");
    model = folder.resolve("model");
    Files.writeString(table, people(150, "Oslo", "Rome", "Lima"));
  }

  private static String people(int count, String... cities) {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder("age,city,children,income,smoker\n");
    for (int i = 0; i < count; i++) {
      double age = 40 + 10 * random.nextGaussian();
      int children = (int) (-4 * Math.log(1 - random.nextDouble()));
      double income = Math.exp(10 + random.nextGaussian());
      String city = cities[random.nextInt(cities.length)];
      int smoker = random.nextInt(2);
      text.append(
          String.format(Locale.ROOT, "%.1f,%s,%d,%.0f,%d\n", age, city, children, income, smoker));
    }
    return text.toString();
  }

  private Cli.Result train(Object... more) {
    List<Object> line = new ArrayList<>(List.of("train", "--data", "csv:" + table));
    line.addAll(List.of("--out", model));
    line.addAll(SHORT);
    if (!List.of(more).contains("--epochs")) {
      line.addAll(List.of("--epochs", 2));
    }
    line.addAll(List.of(more));
    return Cli.run(line.toArray());
  }

  @Test
  void everyColumnGetsTheLikelihoodOfItsValues() throws Exception {
    String said = train("--likelihood", "auto", "--validation", 0.2).done().err();
    for (String line :
        List.of(
            "gaussian (variance perDimension): age",
            "categorical (categories 3): city",
            "negativeBinomial: children",
            "logNormal: income",
            "bernoulli: smoker")) {
      assertTrue(said.contains(line), said);
    }
    List<String> samples = Files.readAllLines(model.resolve("samples.csv"));
    assertEquals("age,city,children,income,smoker", samples.get(0));
    assertTrue(samples.get(1).split(",")[1].matches("Oslo|Rome|Lima"), samples.get(1));
    Cli.run("eval", model, "--data", "csv:" + table).done();
    Path onnx = folder.resolve("onnx");
    Cli.run("export", model, "--out", onnx, "--check").done();
  }

  @Test
  void aChosenOneStandsBesideThoseSuggested() {
    train("--likelihood-of", "children=poisson,0=laplace,4=categorical").done();
    String likelihood = Vae.load(model).spec().likelihood().toString();
    assertTrue(likelihood.contains("poisson{columns=[2]}"), likelihood);
    assertTrue(likelihood.contains("laplace{columns=[0]}"), likelihood);
    assertTrue(likelihood.contains("categorical{categories=2, columns=[4]}"), likelihood);
    refused("there is no column 'agee'; did you mean 'age'", "--likelihood-of", "agee=gaussian");
    refused("'gaussian'", "--likelihood-of", "age=gausian");
    refused("'age' is not COLUMN=NAME", "--likelihood-of", "age");
    refused(
        "says two things of 'age', gaussian and laplace",
        "--likelihood-of",
        "age=gaussian,city=categorical",
        "--likelihood-of",
        "age=laplace");
    refused("for all columns", "--likelihood-of", "age=gaussian", "--likelihood", "gaussian");
  }

  private void refused(String words, Object... more) {
    Cli.Result result = train(more);
    assertEquals(1, result.code(), result.toString());
    assertTrue(result.err().contains(words), result.toString());
  }

  @Test
  void wordsNeedCategories() {
    refused("column 1 ('city') holds words such as 'Lima'", "--likelihood", "gaussian");
    assertTrue(train().done().err().contains("categorical (categories 3): city"));
  }

  @Test
  void otherTablesAreReadInTheModelsWords() throws Exception {
    train().done();
    Path few = Files.writeString(folder.resolve("few.csv"), people(20, "Rome"));
    Path latents = folder.resolve("z.csv");
    Cli.run("encode", model, "--data", "csv:" + few, "--out", latents).done();
    Path again = folder.resolve("again.csv");
    Cli.run("reconstruct", model, "--data", "csv:" + few, "--out", again).done();
    Path other = Files.writeString(folder.resolve("other.csv"), people(20, "Rom"));
    Cli.Result result = Cli.run("eval", model, "--data", "csv:" + other);
    assertEquals(1, result.code());
    assertTrue(
        result.err().contains("'Rom', which the model does not know; did you mean 'Rome'"),
        result.toString());
  }

  @Test
  void missingCellsNeedSayingSo() throws Exception {
    String text = people(60, "Oslo", "Rome").replaceFirst("\n[^,]*,", "\n,");
    Files.writeString(table, text.replaceFirst("Rome", "?"));
    refused("is empty");
    train("--missing").done();
    Cli.Result judged = Cli.run("eval", model, "--data", "csv:" + table, "--missing").done();
    assertTrue(judged.out().contains("60 rows"), judged.toString());
  }

  @Test
  void aResumedRunGoesOn() throws Exception {
    train().done();
    String said = train("--epochs", 3, "--resume").done().err();
    assertTrue(said.contains("going on after epoch 2"), said);
  }
}
