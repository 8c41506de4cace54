package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.synthesize.FidelityReport;
import dev.vae.data.tabular.synthesize.Synthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SynthesizerTest {
  private static TableModel model;

  @TempDir private Path folder;

  @BeforeAll
  static void fit() throws IOException {
    model = KnownTable.model();
  }

  private Table made(Synthesizer synthesizer, int count) {
    Path file = folder.resolve("made.csv");
    synthesizer.write(count, file);
    return Table.read(file, model.schema());
  }

  private static double mean(double[] values) {
    return java.util.Arrays.stream(values).average().orElseThrow();
  }

  @Test
  void rowsAreLikeThoseOfTheTable() throws IOException {
    Path real = Files.writeString(folder.resolve("real.csv"), KnownTable.text(1500, 0, 1));
    Path test = Files.writeString(folder.resolve("test.csv"), KnownTable.text(1500, 0, 2));
    Table made = made(Synthesizer.of(model).complete(), 2000);
    FidelityReport report =
        FidelityReport.of(
            Table.read(real, model.schema()), Table.read(test, model.schema()), made, "colour", 1);
    assertTrue(report.figure("shape") > 0.96, () -> "shape " + report.figure("shape"));
    assertTrue(report.figure("trend") > 0.95, () -> "trend " + report.figure("trend"));
    assertTrue(
        report.figure("indistinguishable") > 0.75,
        () -> "indistinguishable " + report.figure("indistinguishable"));
    assertTrue(report.figure("trainSyntheticTestReal") > 0.8);
  }

  @Test
  void rowsAreWrittenAsTheTableIs() throws IOException {
    Path file = folder.resolve("made.csv");
    Synthesizer.of(model).write(300, file);
    String text = Files.readString(file);
    String[] lines = text.split("\r\n", -1);
    assertEquals("name;x;y;colour", lines[0]);
    assertEquals(302, lines.length);
    int holes = 0;
    for (int i = 1; i <= 300; i++) {
      String wanted = i + ";(-?\\d+(,\\d{1,2})?)?;(-?\\d+(,\\d{1,2})?)?;(blue|red)?";
      assertTrue(lines[i].matches(wanted), lines[i]);
      holes += lines[i].split(";", -1)[1].isEmpty() ? 1 : 0;
    }
    assertEquals(30, holes, 20); // a tenth
  }

  /** Of rows with x = 55, blue has the share 0.777, and y the mean 54.5. */
  @Test
  void rowsThatAreAskedForHaveTheRightShares() {
    Synthesizer asked = Synthesizer.of(model).complete().where("x=55,0");
    Table made = made(asked, 2000);
    for (double x : made.values(1)) {
      assertEquals(55, x);
    }
    String first = model.schema().columns().get(3).format(1);
    double share = mean(made.values(3));
    assertEquals(KnownTable.blue(55), first.equals("blue") ? share : 1 - share, 0.07);
    assertEquals(KnownTable.meanOfY(55), mean(made.values(2)), 1.2);
    assertTrue(asked.forEach(10, cells -> {}).effectiveSamples() > 300);
  }

  @Test
  void aCategoryThatIsAskedForMovesTheOthers() {
    Table blue = made(Synthesizer.of(model).complete().where("colour=blue"), 1500);
    Table red = made(Synthesizer.of(model).complete().where("colour=red"), 1500);
    // E[x | blue] = 50 + 10 · 0.655 by quadrature, and as far below for red
    assertEquals(56.55, mean(blue.values(1)), 1.2);
    assertEquals(43.45, mean(red.values(1)), 1.2);
  }

  @Test
  void constraintsHoldInWhatIsWritten() {
    Table ordered = made(Synthesizer.of(model).constraint("y<x"), 800);
    for (int r = 0; r < 800; r++) {
      double x = ordered.value(r, 1);
      double y = ordered.value(r, 2);
      assertTrue(Double.isNaN(x) || Double.isNaN(y) || y < x);
    }
    Table asked = made(Synthesizer.of(model).where("x=50").constraint("x=y"), 100);
    for (int r = 0; r < 100; r++) {
      assertEquals(50, asked.value(r, 1)); // a total that is asked for stays, its part follows
      assertTrue(Double.isNaN(asked.value(r, 2)) || asked.value(r, 2) == 50);
    }
    assertThrows(DataException.class, () -> Synthesizer.of(model).constraint("x=x+y"));
    DataException refused =
        assertThrows(DataException.class, () -> Synthesizer.of(model).constraint("x<=colour"));
    assertTrue(refused.getMessage().contains("colour"), refused.getMessage());
  }

  @Test
  void theSameSeedGivesTheSameRowsAlsoFromAFile() {
    List<String[]> some = Synthesizer.of(model).seed(3).rows(50);
    List<String[]> more = Synthesizer.of(model).seed(3).rows(70);
    model.save(folder.resolve("model"));
    TableModel again = TableModel.load(folder.resolve("model"));
    List<String[]> loaded = Synthesizer.of(again).seed(3).rows(50);
    for (int i = 0; i < 50; i++) {
      assertArrayEquals(some.get(i), more.get(i));
      assertArrayEquals(some.get(i), loaded.get(i));
    }
  }

  @Test
  void whatCannotBeAskedForIsSaid() {
    for (String condition : List.of("colour=green", "x=tall", "height=3", "name=N-1", "blue")) {
      DataException refused =
          assertThrows(
              DataException.class, () -> Synthesizer.of(model).where(condition), condition);
      assertTrue(refused.getMessage().length() > 20, refused.getMessage());
    }
  }

  /** The last of two values would be taken without a word. */
  @Test
  void aColumnIsAskedForOnce() {
    Synthesizer blue = Synthesizer.of(model).where("colour=blue");
    for (Executable twice :
        List.<Executable>of(
            () -> Synthesizer.of(model).where("x=50,colour=blue,colour=red"),
            () -> blue.where("colour=red"))) {
      assertEquals(
          "column 'colour' is asked for twice, the second time by 'red': a row has one value of it",
          assertThrows(DataException.class, twice).getMessage());
    }
    assertEquals(3, blue.where("x=55,0").rows(3).size());
  }
}
