package dev.vae.core.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows, of which some columns count, that are compared with many draws each. */
class RepeatedOperandTest {
  private static final int WIDTH = 30;
  private static final int FROM = 3;
  private static final int SEEN = 23;

  /** Whatever the number of rows: what repeats is shorter than a tile, longer, and too long. */
  @Test
  void everyDrawIsComparedWithItsOwnRow() {
    for (int rows : new int[] {0, 1, 2, 16, 45, 150, 300}) {
      int draws = rows < 20 ? 900 : 60;
      for (int threads : new int[] {1, 3}) {
        compare(rows, draws, threads);
      }
    }
  }

  private static void compare(int rows, int draws, int threads) {
    Graph graph = new Graph();
    Tensor x = graph.input("x", Shape.batch(WIDTH));
    Tensor z = graph.input("z", Shape.of(Dim.of(draws), Dim.N, Dim.of(SEEN)));
    Tensor seen = x.slice(1, FROM, FROM + SEEN);
    Tensor each = seen.reshape(Shape.of(Dim.of(1), Dim.N, Dim.of(SEEN)));
    Map<String, Tensor> outputs = Map.of("apart", z.sub(each), "beside", z.max(each));
    float[] ofX = numbers(rows * WIDTH, 1);
    float[] ofZ = numbers(draws * rows * SEEN, 2);
    float[] apart = new float[ofZ.length];
    float[] beside = new float[ofZ.length];
    for (int i = 0; i < apart.length; i++) {
      float own = ofX[i / SEEN % rows * WIDTH + FROM + i % SEEN];
      apart[i] = ofZ[i] - own;
      beside[i] = Math.max(ofZ[i], own);
    }
    Computation computation = Computation.of(outputs);
    try (Program p = Program.compile(computation, new Variables(), Engine.of(threads, null))) {
      p.bind("x", ofX);
      p.bind("z", ofZ);
      p.run(rows);
      assertArrayEquals(apart, p.output("apart"), rows + " rows");
      assertArrayEquals(beside, p.output("beside"), rows + " rows");
    }
  }

  private static float[] numbers(int count, int seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
