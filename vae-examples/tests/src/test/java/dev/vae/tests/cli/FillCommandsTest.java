package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.encode.TableEncoder;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import dev.vae.tests.tabular.KnownTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
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
  void encodeWritesLatentsAndMaps() throws IOException {
    Path rows = Files.writeString(folder.resolve("rows.csv"), KnownTable.text(120, 0.2, 7));
    Path out = folder.resolve("z.csv");
    Path picture = folder.resolve("map.png");
    Path page = folder.resolve("map.html");
    Cli.run("encode", model, rows, "--out", out, "--map", picture, "--map", page).done();
    List<String> lines = Files.readAllLines(out);
    assertEquals(121, lines.size());
    TableModel loaded = TableModel.load(model);
    TableEncoder encoder = TableEncoder.of(loaded);
    Table table = Table.read(rows, loaded.schema());
    float[][] latents = encoder.encode(table);
    assertEquals(encoder.latent(), lines.get(1).split(",").length);
    for (int r : new int[] {0, 60, 119}) {
      assertArrayEquals(latents[r], encoder.encode(table.row(r)));
      assertEquals(latents[r][1], Float.parseFloat(lines.get(r + 1).split(",")[1]));
    }
    assertEquals(560, ImageIO.read(picture.toFile()).getHeight());
    String html = Files.readString(page);
    assertTrue(html.contains("blue</li>") && html.contains("red</li>"), html);
    assertEquals(120, html.split("<circle").length - 1);
    assertFalse(html.contains("http"), "nothing comes from elsewhere");
    Cli.Result none = Cli.run("encode", model, rows, "--map", picture, "--colour", "nmae");
    assertTrue(none.err().contains("there is no column 'nmae'; did you mean 'name'"), none.err());
    Cli.Result half = Cli.run("encode", model);
    assertTrue(half.err().contains("the rows are missing"), half.err());
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
