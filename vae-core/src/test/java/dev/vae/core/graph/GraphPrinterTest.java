package dev.vae.core.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphPrinterTest {
  @Test
  void printsALineForEachTensorThenWhatIsAskedFor() {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.batch(3));
    Tensor w = graph.variable("w", Shape.of(5, 3));
    Tensor e = graph.noise(new Noise(Noise.Distribution.NORMAL, "e"), Shape.batch(5));
    Tensor y;
    try (Graph.Scope layer = graph.scope("dense")) {
      y = x.matmul(w, false, true).add(e).logSumExp(1);
    }
    String expected =
        """
        %0 [N, 3] = input 'x'
        %1 [5, 3] = variable 'w'
        %2 [N, 5] = noise normal 'e'
        %3 [N, 5] = matmul(%0, %1) transposeB in dense
        %4 [N, 5] = add(%3, %2) in dense
        %5 [N] = logSumExp(%4) over [1] in dense
        %6 [5, 3] = neg(%1)
        output y = %5
        update w = %6
        """;
    assertEquals(
        expected, GraphPrinter.print(new Computation(Map.of("y", y), Map.of("w", w.neg()))));
  }
}
