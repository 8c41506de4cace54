package dev.vae.data.tabular.synthesize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.tabular.draws.Normals;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FidelityTest {
  private static final FidelityReport.Words WORDS =
      (column, value) -> column == 2 ? "<level " + (int) value + ">" : "" + (float) value;

  /** x and y of correlation 0.9, and a class that depends on x. */
  private static ComparedTable table(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] columns = new double[3][rows];
    for (int i = 0; i < rows; i++) {
      double x = Normals.next(random);
      columns[0][i] = x;
      columns[1][i] = 0.9 * x + Math.sqrt(0.19) * Normals.next(random);
      columns[2][i] = random.nextDouble() < 1 / (1 + Math.exp(-3 * x)) ? 1 : 0;
    }
    return new ComparedTable(List.of("x", "y", "class"), new int[] {0, 0, 2}, columns);
  }

  @Test
  void figuresTellGoodRowsFromBad() {
    ComparedTable train = table(3000, 1);
    ComparedTable test = table(1500, 2);
    FidelityReport report = FidelityReport.of(train, test, table(3000, 3), 2, WORDS, 1);
    String independent = "independent columns";
    assertTrue(report.figure("shape") > 0.96);
    assertTrue(report.figure("trend") > 0.97);
    assertTrue(report.figure("indistinguishable") > 0.9);
    assertEquals(0.02, report.figure("tailShare"), 0.015);
    assertEquals(0.5, report.figure("membership"), 0.05);
    assertTrue(report.figure(independent, "shape") > 0.95);
    assertTrue(report.figure(independent, "trend") < 0.9);
    assertTrue(report.figure(independent, "indistinguishable") < 0.6);
    assertEquals(0.5, report.figure(independent, "trainSyntheticTestReal"), 0.1);
    assertTrue(report.figure("trainSyntheticTestReal") > 0.83);
  }

  @Test
  void copiesOfTheTrainingRowsAreFoundOut() {
    ComparedTable train = table(1000, 1);
    Fidelity copied = Fidelity.of(train, table(800, 2), train, 2, 1);
    assertEquals(1, copied.exactCopies());
    assertTrue(copied.tailShare() > 0.9);
    assertTrue(copied.membership() > 0.95);
  }

  @Test
  void thePageNeedsNothingElseAndSaysWhatFiguresAre() {
    ComparedTable train = table(400, 1);
    ComparedTable odd =
        new ComparedTable(List.of("<x>", "y", "class"), train.levels(), train.columns());
    FidelityReport report = FidelityReport.of(odd, table(300, 2), table(400, 3), 2, WORDS, 1);
    String page = report.html();
    assertTrue(page.contains("&lt;x&gt;") && !page.contains("<x>"));
    assertTrue(page.contains("<span>&lt;level 1&gt;</span>") && !page.contains("<level"));
    assertTrue(page.contains("<title>&lt;level 0&gt;: real "));
    assertFalse(page.contains("http") || page.contains("<script"));
    for (FidelityFigure figure : FidelityFigure.ALL) {
      assertTrue(page.contains(figure.sentence()));
    }
    assertEquals(FidelityFigure.ALL.length, ((List<?>) report.json().get("figures")).size());
    assertTrue(((Map<?, ?>) report.json().get("shapeOfColumns")).containsKey("<x>"));
  }
}
