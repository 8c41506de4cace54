package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.tests.tabular.KnownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code impute} and {@code synthesize}, beside the same calls in Java. */
class FillCommandsTest {
  @TempDir private static Path models;

  @TempDir private Path folder;

  private static Path model;

  @BeforeAll
  static void fit() throws IOException {
    model = models.resolve("model");
    KnownTable.model().save(model);
  }

  @Test
  void imputeWritesWhatJavaDoes() throws IOException {
    Path holes = Files.writeString(folder.resolve("holes.csv"), KnownTable.text(80, 0.3, 4));
    Path whole = folder.resolve("whole.csv");
    Cli.Result result =
        Cli.run("impute", model, holes, "--out", whole, "--samples", 60, "--intervals").done();
    assertTrue(result.out().contains("filled in"), result.out());
    Path own = folder.resolve("own.csv");
    Imputer.of(TableModel.load(model)).draws(60).impute(holes, own);
    assertEquals(Files.readString(own), Files.readString(whole));
    List<String> intervals = Files.readAllLines(folder.resolve("whole.csv.intervals.csv"));
    assertEquals("row,column,value,low,high,levels,spread", intervals.get(0));
    assertTrue(intervals.size() > 50);
  }

  @Test
  void imputeMakesManyTables() throws IOException {
    Path holes = Files.writeString(folder.resolve("holes.csv"), KnownTable.text(30, 0.3, 5));
    Path whole = folder.resolve("whole.csv");
    Cli.run("impute", model, holes, "--out", whole, "--samples", 40, "--draws", 2).done();
    assertTrue(Files.exists(folder.resolve("whole-1.csv")));
    assertTrue(Files.exists(folder.resolve("whole-2.csv")));
    assertFalse(Files.exists(whole));
  }

  @Test
  void synthesizeWritesWhatJavaDoesAndReports() throws IOException {
    Path real = Files.writeString(folder.resolve("real.csv"), KnownTable.text(300, 0, 6));
    Path made = folder.resolve("made.csv");
    Path page = folder.resolve("page.html");
    Cli.run(
            "synthesize",
            model,
            "--count",
            200,
            "--out",
            made,
            "--where",
            "x=55,0",
            "--seed",
            3,
            "--report",
            page,
            "--real",
            real)
        .done();
    Path own = folder.resolve("own.csv");
    Synthesizer.of(TableModel.load(model)).seed(3).where("x=55,0").write(200, own);
    assertEquals(Files.readString(own), Files.readString(made));
    assertTrue(Files.readString(page).contains("<svg"));
  }

  @Test
  void whatIsWrongIsSaidInALine() {
    Path out = folder.resolve("out.csv");
    for (Cli.Result result :
        List.of(
            Cli.run("synthesize", model, "--count", 5, "--out", out, "--where", "colour=green"),
            Cli.run("synthesize", model, "--count", 5, "--out", out, "--constraint", "x~y"),
            Cli.run("synthesize", model, "--count", 0, "--out", out),
            Cli.run("synthesize", folder, "--count", 5, "--out", out),
            Cli.run("impute", model, folder.resolve("none.csv"), "--out", out),
            Cli.run("impute", model, folder.resolve("none.csv"), "--out", out, "--level", 2))) {
      assertTrue(result.code() != 0, result.toString());
      assertFalse(result.err().contains("Exception"), result.err());
      assertFalse(Files.exists(out));
    }
  }
}
