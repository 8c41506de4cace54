package dev.vae.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark of growth says, without looking at the times. */
class GrowthBenchTest {
  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
  private final GrowthBench bench = new GrowthBench(1, 0.01, lines::add);

  @Test
  void everyCurveHasItsPointsAndItsExponent() throws Exception {
    Path chart = folder.resolve("chart.png");
    List<Integer> sizes = List.of(2, 4);
    bench.run(
        Map.of(
            "rows",
            sizes,
            "columns",
            sizes,
            "batch",
            sizes,
            "units",
            sizes,
            "steps",
            sizes,
            "threads",
            List.of(1, 2)),
        chart);
    List<String> said = lines.stream().map(l -> l.replaceAll("[-0-9.]+$", "")).toList();
    List<String> expected = new ArrayList<>();
    for (String curve : GrowthBench.names()) {
      for (int size : curve.equals("threads") ? List.of(1, 2) : sizes) {
        expected.add("curve=" + curve + " size=" + size + " ms=");
      }
      expected.add("curve=" + curve + " exponent=");
    }
    assertEquals(expected, said);
    assertTrue(ImageIO.read(Files.newInputStream(chart)).getWidth() > 0);
  }

  @Test
  void theExponentIsThatOfAPower() {
    List<double[]> points =
        DoubleStream.of(1, 3, 10, 100)
            .mapToObj(x -> new double[] {x, 7 * x * Math.sqrt(x)})
            .toList();
    assertEquals(1.5, GrowthBench.exponent(points), 1e-12);
  }

  @Test
  void unknownCurvesAndSinglePointsAreRefused() {
    Path chart = folder.resolve("none.png");
    String unknown =
        assertThrows(
                IllegalArgumentException.class,
                () -> bench.run(Map.of("width", List.of(1, 2)), chart))
            .getMessage();
    assertEquals(
        "there is no curve 'width'; those there are: rows, columns, batch, units, steps, threads",
        unknown);
    String single =
        assertThrows(
                IllegalArgumentException.class, () -> bench.run(Map.of("rows", List.of(5)), chart))
            .getMessage();
    assertEquals("curve 'rows' needs two sizes or more, such as rows=100:1000", single);
  }
}
