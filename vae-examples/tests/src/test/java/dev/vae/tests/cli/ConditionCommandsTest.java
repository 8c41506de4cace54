package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.model.Vae;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditioned models from the command line. */
class ConditionCommandsTest {
  @TempDir private Path folder;

  @Test
  void imagesGivenTheirLabels() throws Exception {
    Path model = folder.resolve("m");
    Cli.run(
            "train",
            "--data",
            "digits#150",
            "--validation",
            0.2,
            "--preset",
            "conv",
            "--latent",
            2,
            "--condition",
            "labels",
            "--epochs",
            1,
            "--out",
            model)
        .done();
    Vae vae = Vae.load(model);
    assertEquals(10, vae.spec().condition());
    assertEquals("condition", vae.spec().encoder().get(1).name());
    assertEquals("condition", vae.spec().decoder().get(0).name());
    assertEquals(2 + 10 * 58, ImageIO.read(model.resolve("samples.png").toFile()).getHeight());
    Path grid = folder.resolve("grid.png");
    Cli.run("sample", model, "--condition", "all", "--columns", 3, "--out", grid).done();
    assertEquals(2 + 10 * 58, ImageIO.read(grid.toFile()).getHeight());
    assertEquals(2 + 3 * 58, ImageIO.read(grid.toFile()).getWidth());
    fails("conditioned on digit (one of 0, 1,", "sample", model, "--out", grid);
    fails("no class '12'", "sample", model, "--condition", 12, "--out", grid);
    Path onnx = folder.resolve("onnx");
    Cli.run("export", model, "--out", onnx, "--check").done();
    for (String command : List.of("encode", "reconstruct", "interpolate", "traverse")) {
      Path out = folder.resolve(command + (command.equals("encode") ? ".csv" : ".png"));
      Cli.run(command, model, "--data", "digits#12", "--out", out).done();
    }
    Path seven = folder.resolve("seven.png");
    Cli.run("traverse", model, "--condition", 7, "--out", seven).done();
    Cli.run("interpolate", model, "--condition", 7, "--out", seven).done();
    String own = Cli.run("eval", model, "--data", "digits#12").done().out();
    String given = Cli.run("eval", model, "--data", "digits#12", "--condition", 7).done().out();
    assertFalse(own.equals(given));
  }

  @Test
  void tablesGivenColumns() throws Exception {
    StringBuilder text = new StringBuilder("age,sex,x,y\n");
    for (int i = 0; i < 80; i++) {
      text.append(20 + i % 50).append(i % 2 == 0 ? ",f," : ",m,").append(i % 7 / 7.0);
      text.append(i % 2 == 0 ? ",0.1\n" : ",0.9\n");
    }
    Path table = Files.writeString(folder.resolve("t.csv"), text);
    Path model = folder.resolve("m");
    List<Object> train =
        List.of(
            "train",
            "--data",
            "csv:" + table,
            "--condition",
            "sex,age",
            "--latent",
            2,
            "--validation",
            0.2,
            "--out",
            model);
    Cli.run(with(train, "--epochs", 2)).done();
    assertTrue(
        Cli.run(with(train, "--epochs", 3, "--resume")).done().err().contains("going on after"));
    List<String> samples = Files.readAllLines(model.resolve("samples.csv"));
    assertEquals("x,y", samples.get(0));
    assertEquals(65, samples.size());
    Path out = folder.resolve("s.csv");
    Cli.run("sample", model, "--condition", "sex=f,age=30", "--out", out).done();
    Cli.run("eval", model, "--data", "csv:" + table).done();
    fails("'sex' has no class 'x'", "sample", model, "--condition", "sex=x,age=30");
    fails("says nothing of 'age'", "sample", model, "--condition", "sex=f");
    Path without = Files.writeString(folder.resolve("w.csv"), "x,y\n0.5,0.5\n");
    fails("has no column 'sex'", "eval", model, "--data", "csv:" + without);
    Cli.run("eval", model, "--data", "csv:" + without, "--condition", "sex=f,age=30").done();
    Path onnx = folder.resolve("onnx");
    Cli.run("export", model, "--out", onnx, "--check").done();
  }

  private static Object[] with(List<Object> line, Object... more) {
    List<Object> all = new java.util.ArrayList<>(line);
    all.addAll(List.of(more));
    return all.toArray();
  }

  private static void fails(String words, Object... line) {
    Cli.Result result = Cli.run(line);
    assertEquals(1, result.code(), result.toString());
    assertTrue(result.err().contains(words), result.toString());
  }
}
