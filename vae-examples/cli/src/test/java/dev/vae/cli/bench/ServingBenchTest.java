package dev.vae.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.graph.Shape;
import dev.vae.layers.Presets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the benchmark of a server says, without looking at the times. */
class ServingBenchTest {
  @Test
  void bothFormsOfARequestAreAnswered() throws Exception {
    List<String> lines = new ArrayList<>();
    Shape picture = Shape.of(28, 28, 1);
    ServingBench.rows("mlp", Presets.of("mlp", picture), List.of(3), 0.01, lines::add);
    assertEquals(
        List.of(
            "serve-json encode", "serve-binary encode", "serve-json score", "serve-binary score"),
        lines.stream()
            .map(l -> l.replaceFirst("peer=(\\S+) model=mlp call=(\\S+) rows=3 .*", "$1 $2"))
            .toList());
  }
}
