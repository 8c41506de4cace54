package dev.vae.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.layers.Presets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the benchmark of answers says, without looking at the times. */
class InferenceBenchTest {
  @Test
  void bothPeersAnswerEveryCall() throws Exception {
    List<String> lines = new ArrayList<>();
    Shape picture = Shape.of(28, 28, 1);
    try (InferenceBench bench =
        new InferenceBench("mlp", Presets.of("mlp", picture), Engine.of(2, null))) {
      bench.run(3, 0.01, lines::add);
      bench.callers(2, 0, lines::add); // a caller that starts after the end is timed all the same
    }
    assertEquals(8, lines.size(), lines::toString);
    for (int i = 0; i < lines.size(); i++) {
      assertTrue(!lines.get(i).endsWith(" calls=0"), lines.get(i));
      String peer = i % 2 == 0 ? "peer=vae " : "peer=onnxruntime ";
      assertTrue(lines.get(i).startsWith(peer), lines.get(i));
    }
  }

  @Test
  void quantilesAreOfTheCallsInOrder() {
    Latencies latencies = new Latencies();
    for (int i = 1000; i >= 0; i--) {
      latencies.add(i * 1000L);
    }
    assertEquals(0, latencies.quantile(0));
    assertEquals(500, latencies.quantile(0.5));
    assertEquals(990, latencies.quantile(0.99));
  }
}
