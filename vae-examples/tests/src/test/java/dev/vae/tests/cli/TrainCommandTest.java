package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.core.model.Vae;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and what may follow, on rows made for it. */
class TrainCommandTest {
  private static final List<Object> SMALL =
      List.of("--set", "encoder.0.units=16", "--set", "decoder.0.units=16", "--latent", 3);

  @TempDir private Path folder;

  @Test
  void leavesAModelWithItsFiguresAndPictures() throws IOException {
    Path out = folder.resolve("new/model");
    Cli.Result result = train(out, "digits#200", "--epochs", 2, "--batch", 50, "--valid", 0.25);
    assertTrue(result.done().err().contains("epoch 2/2"), result.toString());
    assertEquals(
        Set.of(
            "model.json",
            "weights.safetensors",
            "checkpoint.safetensors",
            "metrics.json",
            "metrics.csv",
            "loss.png",
            "samples.png",
            "reconstructions.png"),
        files(out));
    JsonObject metrics = json(Files.readString(out.resolve("metrics.json")));
    assertTrue(
        metrics
            .keySet()
            .containsAll(
                Set.of(
                    "elbo",
                    "reconstruction",
                    "kl",
                    "bitsPerDim",
                    "epochs",
                    "secondsPerEpoch",
                    "seed")),
        metrics.toString());
    double elbo = metrics.get("elbo").getAsDouble();
    assertEquals(
        elbo,
        metrics.get("reconstruction").getAsDouble() - metrics.get("kl").getAsDouble(),
        1e-6 * Math.abs(elbo));
    assertEquals(-elbo / (784 * Math.log(2)), metrics.get("bitsPerDim").getAsDouble(), 1e-9);
    assertEquals(50, metrics.getAsJsonObject("validation").get("rows").getAsInt());
    assertEquals(3, Files.readAllLines(out.resolve("metrics.csv")).size());
    assertEquals(2 + 10 * 58, ImageIO.read(out.resolve("reconstructions.png").toFile()).getWidth());
    assertEquals(800, ImageIO.read(out.resolve("loss.png").toFile()).getWidth());
  }

  @Test
  void showsAndKeepsWhatTheObjectiveReports() throws IOException {
    Path out = folder.resolve("model");
    Cli.Result result =
        train(out, "digits#100", "--epochs", 2, "--set", "objective=betaTc", "--batch", 50);
    assertTrue(result.done().err().contains("total correlation"), result.toString());
    JsonObject metrics = json(Files.readString(out.resolve("metrics.json")));
    assertEquals(
        Set.of("mutualInformation", "totalCorrelation", "dimensionwiseKl"),
        metrics.getAsJsonObject("objective").keySet());
    String heads = Files.readAllLines(out.resolve("metrics.csv")).get(0);
    assertTrue(heads.endsWith("mutualInformation,totalCorrelation,dimensionwiseKl"), heads);
  }

  @Test
  void aResumedRunEndsWithTheSameBits() throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    train(whole, "digits#120", "--epochs", 3, "--batch", 32, "--binarize", "dynamic").done();
    train(parts, "digits#120", "--epochs", 1, "--batch", 32, "--binarize", "dynamic").done();
    Cli.Result other =
        train(
            parts, "digits#120", "--epochs", 3, "--batch", 16, "--binarize", "dynamic", "--resume");
    assertEquals(1, other.code(), other.toString());
    assertTrue(other.err().contains("batch"), other.toString());
    for (String how : List.of("none", "threshold")) {
      Cli.Result grey =
          Cli.run(
              "train",
              "--data",
              "digits#120",
              "--out",
              parts,
              "--batch",
              32,
              "--binarize",
              how,
              "--resume");
      assertEquals(1, grey.code(), grey.toString());
      assertTrue(
          grey.err().contains("data.binarization was dynamic, now it is " + how), grey.toString());
    }
    Cli.Result weighed =
        train(parts, "digits#120", "--epochs", 3, "--batch", 32, "--beta", 4, "--resume");
    assertEquals(1, weighed.code(), weighed.toString());
    assertTrue(
        weighed.err().contains(": model.objective.beta was not there, now it is 4.0"),
        weighed.toString());
    Cli.Result alone =
        Cli.run(
            "train",
            "--data",
            "digits#120",
            "--out",
            parts,
            "--batch",
            32,
            "--beta",
            4,
            "--resume");
    assertEquals(1, alone.code(), alone.toString());
    assertTrue(alone.err().contains("model.objective.beta"), alone.toString());
    assertFalse(alone.err().contains("latent"), alone.toString());
    assertFalse(alone.err().contains("units"), alone.toString());
    // what the model is made of need not be said again
    Cli.run(
            "train",
            "--data",
            "digits#120",
            "--out",
            parts,
            "--epochs",
            3,
            "--batch",
            32,
            "--resume")
        .done();
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("weights.safetensors")),
        Files.readAllBytes(parts.resolve("weights.safetensors")));
    assertEquals(4, Files.readAllLines(parts.resolve("metrics.csv")).size());
  }

  @Test
  void aLearnedVarianceBeginsWhereTheDataIs() throws IOException {
    Path out = folder.resolve("gaussian");
    train(out, "digits#100", "--epochs", 1, "--likelihood", "gaussian").done();
    float value = Vae.load(out).decodeAll(new float[1][3]).get("variance")[0][0];
    assertTrue(value > 0.01 && value < 0.2, "variance of pixels: " + value);
  }

  @Test
  void threadsAndKernelsChangeNoBit() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    train(one, "digits#100", "--epochs", 1, "--threads", 1, "--kernels", "vector").done();
    train(two, "digits#100", "--epochs", 1, "--threads", 3, "--kernels", "portable").done();
    assertArrayEquals(
        Files.readAllBytes(one.resolve("weights.safetensors")),
        Files.readAllBytes(two.resolve("weights.safetensors")));
  }

  @Test
  void aTableIsTrainedOnJudgedAndEncoded() throws IOException {
    Path csv = folder.resolve("t.csv");
    StringBuilder text = new StringBuilder("height,weight,age\n");
    for (int i = 0; i < 60; i++) {
      text.append(170 + i % 7).append(',').append(60 + i % 11).append(",").append(-i).append('\n');
    }
    Files.writeString(csv, text);
    Path out = folder.resolve("table");
    String data = "csv:" + csv;
    Cli.Result trained =
        Cli.run("train", "--data", data, "--standardize", "--epochs", 3, "--out", out, "--json")
            .done();
    assertTrue(trained.err().contains("gaussian"), trained.toString());
    assertEquals(3, json(trained.out()).get("epochs").getAsInt());
    assertTrue(files(out).contains("samples.csv"));

    Cli.Result judged =
        Cli.run("eval", out, "--data", data, "--estimator", "iwae", "--json").done();
    JsonObject estimate = json(judged.out());
    assertEquals("iwae", estimate.get("estimator").getAsString());
    assertEquals(100, estimate.get("samples").getAsInt());
    assertEquals(60, estimate.get("rows").getAsInt());
    assertTrue(Double.isFinite(estimate.get("logLikelihood").getAsDouble()));
    assertTrue(estimate.get("standardError").getAsDouble() > 0);

    Path file = folder.resolve("judged.json");
    Cli.run("eval", out, "--data", data, "--samples", 2, "--json", file).done();
    assertEquals(2, json(Files.readString(file)).get("samples").getAsInt());

    Cli.Result annealed =
        Cli.run(
                "eval",
                out,
                "--data",
                data,
                "--estimator",
                "ais",
                "--limit",
                5,
                "--temperatures",
                5,
                "--start",
                "prior")
            .done();
    assertTrue(annealed.out().contains("5 rows, 16 chains: log-likelihood about"), annealed.out());
    assertTrue(annealed.out().contains("effective samples"), annealed.out());
    Path chart = folder.resolve("kl.png");
    Cli.Result drawn = Cli.run("eval", out, "--data", data, "--chart", chart, "--json").done();
    JsonObject carried = json(drawn.out()).getAsJsonObject("latents");
    assertTrue(carried.getAsJsonObject("mutualInformation").get("value").getAsDouble() >= 0);
    assertEquals(60, carried.get("aggregateRows").getAsInt());
    assertTrue(Files.size(chart) > 1000);
    String is = Cli.run("eval", out, "--data", data, "--estimator", "is").done().out();
    assertTrue(is.contains("5000 samples") && is.contains("Monte Carlo"), is);

    Path latents = folder.resolve("latents.csv");
    Cli.run("encode", out, "--data", data, "--variances", "--out", latents).done();
    assertEquals(61, Files.readAllLines(latents).size());
    Path rows = folder.resolve("rows.csv");
    Cli.run("reconstruct", out, "--data", data, "--limit", 5, "--out", rows).done();
    List<String> lines = Files.readAllLines(rows);
    assertEquals("height,weight,age", lines.get(0));
    assertEquals(6, lines.size());
    double height = Double.parseDouble(lines.get(1).split(",")[0]);
    assertTrue(height > 150 && height < 190, "in the table's own units: " + height);
  }

  @Test
  void badInputIsOneClearLineAndLeavesNothing() throws IOException {
    Path bad = folder.resolve("bad.csv");
    Files.writeString(bad, "a,b\n1,2\n3,x\n");
    Path negative = folder.resolve("negative.csv");
    Files.writeString(negative, "a,b\n0.5,0.5\n0.5,-2\n");
    Path file = Files.createFile(folder.resolve("file"));
    record Case(int code, String message, Object... arguments) {}
    for (Case c :
        List.of(
            new Case(1, "row 1", "--data", "csv:" + negative, "--preset", "mlp"),
            new Case(1, "bad.csv", "--data", "csv:" + bad),
            new Case(1, "nowhere", "--data", "csv:/nowhere.csv"),
            new Case(2, "digits", "--data", "digit"),
            new Case(1, "relu", "--data", "digits#20", "--set", "encoder.1=rellu"),
            new Case(1, "units", "--data", "digits#20", "--set", "encoder.0.unit=4"),
            new Case(1, "mlp", "--data", "digits#20", "--preset", "mpl"),
            new Case(1, "conv", "--data", "csv:" + negative, "--preset", "conv"),
            new Case(1, "nowhere.json", "--data", "digits#20", "--config", "/nowhere.json"),
            new Case(
                1, "'latent=5' and", "--data", "digits#20", "--latent", 5, "--set", "latent=6"),
            new Case(
                1, "'latent=6'", "--data", "digits#20", "--set", "latent=5", "--set", "latent=6"),
            new Case(2, "vae: --momentum is for sgd", "--data", "digits#20", "--momentum", 0.9),
            new Case(2, "vae: --last-learn", "--data", "digits#20", "--last-learning-rate", 0.1),
            new Case(1, "checkpoint", "--data", "digits#20", "--resume"),
            new Case(2, "--epochs", "--data", "digits#20", "--epochs", "-1"))) {
      Path out = folder.resolve("out");
      List<Object> arguments = new ArrayList<>(List.of("train", "--out", out));
      arguments.addAll(List.of(c.arguments()));
      Cli.Result result = Cli.run(arguments.toArray());
      assertEquals(c.code(), result.code(), result.toString());
      assertTrue(result.err().contains(c.message()), c + "\n" + result);
      assertFalse(result.err().contains("internal error"), result.toString());
      assertEquals("", result.out());
      assertFalse(Files.exists(out.resolve("model.json")), result.toString());
    }
    Cli.Result noFolder = Cli.run("train", "--data", "digits#20", "--out", file.resolve("sub"));
    assertEquals(1, noFolder.code(), noFolder.toString());
    assertTrue(noFolder.err().contains("file"), noFolder.toString());
    if (Files.isDirectory(Path.of("/proc/self"))) {
      Cli.Result unmade = Cli.run("train", "--data", "digits#20", "--out", "/proc/none");
      assertEquals(1, unmade.code(), unmade.toString());
      assertTrue(unmade.err().contains("/proc/none: the folder cannot be made"), unmade.err());
    }
  }

  private Cli.Result train(Path out, String data, Object... more) {
    List<Object> line = new ArrayList<>(List.of("train", "--data", data, "--out", out));
    line.addAll(SMALL);
    line.addAll(List.of(more));
    return Cli.run(line.toArray());
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
