package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.grad.GradientCheck;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LayersTest {
  private static final Plugins PLUGINS = Plugins.load();
  private static final int ROWS = 3;

  /** Every layer, on which rows, and what shape it must give of them. */
  private record Case(Spec spec, Shape row, Shape out) {}

  private static final Shape FLAT = Shape.of(5);
  private static final Shape IMAGE = Shape.of(5, 4, 4);
  private static final Shape SEQUENCE = Shape.of(3, 4);

  private static final List<Case> CASES =
      List.of(
          new Case(Layers.dense(3), FLAT, Shape.of(3)),
          new Case(
              Layers.dense(3).with("bias", false).with("init", "he"), IMAGE, Shape.of(5, 4, 3)),
          new Case(Layers.dense(3).with("weightNorm", true), IMAGE, Shape.of(5, 4, 3)),
          new Case(Layers.gatedDense(3), IMAGE, Shape.of(5, 4, 3)),
          new Case(Layers.embedding(3, 2), Shape.of(5, 1), Shape.of(5, 1, 2)),
          new Case(Layers.relu(), FLAT, FLAT),
          new Case(Layers.leakyRelu(0.2), FLAT, FLAT),
          new Case(Layers.elu(), FLAT, FLAT),
          new Case(Layers.gelu(), FLAT, FLAT),
          new Case(Layers.silu(), FLAT, FLAT),
          new Case(Layers.tanh(), FLAT, FLAT),
          new Case(Layers.sigmoid(), FLAT, FLAT),
          new Case(Layers.softplus(), FLAT, FLAT),
          new Case(Layers.dropout(0.4), IMAGE, IMAGE),
          new Case(Layers.layerNorm(), FLAT, FLAT),
          new Case(Layers.batchNorm(), IMAGE, IMAGE),
          new Case(Layers.batchNorm(), FLAT, FLAT),
          new Case(Layers.groupNorm(2), IMAGE, IMAGE),
          new Case(Layers.groupNorm(1), FLAT, FLAT),
          new Case(Layers.residual(Layers.dense(5), Layers.tanh()), FLAT, FLAT),
          new Case(
              Layers.residual(List.of(Layers.dense(2)), List.of(Layers.dense(2))),
              FLAT,
              Shape.of(2)),
          new Case(Layers.highway(Layers.dense(5), Layers.tanh()), FLAT, FLAT),
          new Case(Layers.repeat(3), IMAGE, Shape.of(3, 80)),
          new Case(gru(2), SEQUENCE, Shape.of(3, 2)),
          new Case(gru(2).with("direction", "both"), SEQUENCE, Shape.of(3, 4)),
          new Case(gru(2).with("returns", "last").with("steps", 5), FLAT, Shape.of(2)),
          new Case(lstm(2).with("direction", "backward"), SEQUENCE, Shape.of(3, 2)),
          new Case(Layers.lstm(2, Layers.Returns.LAST).with("steps", 1), FLAT, Shape.of(2)),
          new Case(Layers.positionalEncoding(), SEQUENCE, SEQUENCE),
          new Case(
              Layers.positionalEncoding().with("learned", true).with("steps", 5),
              FLAT,
              Shape.of(5, 1)),
          new Case(Layers.selfAttention(2), SEQUENCE, SEQUENCE),
          new Case(
              Layers.selfAttention(3)
                  .with("width", 6)
                  .with("causal", true)
                  .with("dropout", 0.2)
                  .with("activation", "tanh"),
              SEQUENCE,
              SEQUENCE),
          new Case(
              Layers.selfAttention(1).with("norm", "after").with("activation", "gelu"),
              SEQUENCE,
              SEQUENCE),
          new Case(Layers.conv2d(6, 3, 2, 1), IMAGE, Shape.of(3, 2, 6)),
          new Case(
              Layers.conv2d(6, 3, 2, 1).with("groups", 2).with("weightNorm", true),
              IMAGE,
              Shape.of(3, 2, 6)),
          new Case(
              Layers.convTranspose2d(6, 4, 2, 1).with("groups", 2).with("weightNorm", true),
              IMAGE,
              Shape.of(10, 8, 6)),
          new Case(
              Layers.conv2d(6, 3, 1, 0).with("groups", 2).with("stride", List.of(2, 1)),
              IMAGE,
              Shape.of(2, 2, 6)),
          new Case(Layers.convTranspose2d(6, 4, 2, 1), IMAGE, Shape.of(10, 8, 6)),
          new Case(
              Layers.convTranspose2d(6, 3, 2, 1).with("outputPadding", 1).with("groups", 2),
              IMAGE,
              Shape.of(10, 8, 6)),
          new Case(Layers.upsample(3), IMAGE, Shape.of(15, 12, 4)),
          new Case(Layers.maxPool(2), IMAGE, Shape.of(2, 2, 4)),
          new Case(Layers.maxPool(3).with("stride", 1), IMAGE, Shape.of(3, 2, 4)),
          new Case(Layers.averagePool(2), IMAGE, Shape.of(2, 2, 4)),
          new Case(Layers.averagePool(2), Shape.of(4, 6, 2), Shape.of(2, 3, 2)),
          new Case(Layers.maxPool(3), Shape.of(6, 3, 2), Shape.of(2, 1, 2)),
          new Case(Layers.flatten(), IMAGE, Shape.of(80)),
          new Case(Layers.log1p(), FLAT, FLAT),
          new Case(Layers.oneHot(3), FLAT, Shape.of(5, 3)),
          new Case(Layers.spikes(0, 2), FLAT, Shape.of(5, 3)),
          new Case(Layers.perColumn(Likelihoods.of(Layers.dense(4), 4, "1-2")), FLAT, Shape.of(6)),
          new Case(Layers.condition(), FLAT, Shape.of(7)),
          new Case(Layers.observed(), FLAT, Shape.of(8)),
          new Case(Layers.condition(), IMAGE, Shape.of(5, 4, 6)),
          new Case(Layers.unflatten(5, 1), FLAT, Shape.of(5, 1)));

  private static Spec gru(int units) {
    return Layers.gru(units, Layers.Returns.SEQUENCE);
  }

  private static Spec lstm(int units) {
    return Layers.lstm(units, Layers.Returns.SEQUENCE);
  }

  @Test
  void everyLayerIsAmongTheCases() {
    Set<String> names = new HashSet<>();
    CASES.forEach(c -> names.add(c.spec.name()));
    assertEquals(PLUGINS.all(LayerProvider.class).keySet(), names);
  }

  @Test
  void shapesAndGradientsAreRight() {
    for (Case c : CASES) {
      for (boolean training : new boolean[] {false, true}) {
        TracedLayer part = new TracedLayer(training, ROWS);
        if (c.spec.name().equals("condition")) {
          part.conditioned(part.input("condition", Shape.batch(2)), null);
        }
        Tensor x = part.input("x", c.row.withLeading(Dim.N));
        boolean places = c.spec.name().equals("embedding");
        Tensor y = PLUGINS.layer(c.spec).forward(places ? x.abs().mul(3).floor() : x, part);
        assertEquals(c.out.withLeading(Dim.N), y.shape(), c.toString());
        GradientCheck check = part.gradient(y);
        assertTrue(check.error() < 1e-5, c + ": " + check);
      }
    }
  }

  @Test
  void activationsAreTheirFormulae() {
    Map<Spec, DoubleUnaryOperator> formulae = new LinkedHashMap<>();
    formulae.put(Layers.relu(), x -> Math.max(x, 0));
    formulae.put(Layers.leakyRelu(0.1), x -> x > 0 ? x : 0.1 * x);
    formulae.put(Layers.elu(), x -> x > 0 ? x : Math.expm1(x));
    formulae.put(Layers.silu(), x -> x / (1 + Math.exp(-x)));
    formulae.put(Layers.tanh(), Math::tanh);
    formulae.put(Layers.sigmoid(), x -> 1 / (1 + Math.exp(-x)));
    formulae.put(Layers.softplus(), x -> Math.log1p(Math.exp(x)));
    formulae.forEach(
        (spec, f) -> {
          TracedLayer part = new TracedLayer(false, ROWS);
          Tensor x = part.input("x", Shape.batch(5));
          double[] expected = java.util.Arrays.stream(part.value(x)).map(f).toArray();
          assertArrayEquals(
              expected, part.value(PLUGINS.layer(spec).forward(x, part)), 1e-12, spec.toString());
        });
    TracedLayer part = new TracedLayer(false, 1);
    Tensor one = PLUGINS.layer(Layers.gelu()).forward(part.graph().constant(Shape.of(1), 1), part);
    assertEquals(0.8413447460685429, part.value(one)[0], 1e-12);
  }

  @Test
  void gatesMixAsTheirPapersSay() {
    TracedLayer part = new TracedLayer(false, 1);
    Tensor x = part.input("x", Shape.batch(1));
    double in = part.value(x)[0];
    double gated = part.value(PLUGINS.layer(Layers.gatedDense(1)).forward(x, part))[0];
    double value = in * number(part, "value/weight") + number(part, "value/bias");
    double gate = in * number(part, "gate/weight") + number(part, "gate/bias");
    assertEquals(value / (1 + Math.exp(-gate)), gated, 1e-12);
    // the gate's parameters have the same names in a highway
    double mixed = part.value(PLUGINS.layer(Layers.highway(Layers.tanh())).forward(x, part))[0];
    double taken = 1 / (1 + Math.exp(-gate));
    assertEquals(taken * Math.tanh(in) + (1 - taken) * in, mixed, 1e-12);
  }

  private static double number(TracedLayer part, String name) {
    return part.leaves.get(name)[0];
  }

  @Test
  void embeddingLooksUpRows() {
    TracedLayer part = new TracedLayer(false, 2);
    Tensor x = part.input("x", Shape.batch(2));
    Tensor y = PLUGINS.layer(Layers.embedding(3, 2)).forward(x, part);
    part.leaves.put("x", new double[] {2, 0, 1, 2});
    part.leaves.put("weight", new double[] {1, 2, 3, 4, 5, 6});
    assertArrayEquals(new double[] {5, 6, 1, 2, 3, 4, 5, 6}, part.value(y));
    Tensor learned = part.graph().variable("learned", Shape.of(4, 2));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PLUGINS.layer(Layers.embedding(3, 2)).forward(learned, part))
            .getMessage();
    assertTrue(message.contains("choose another prior"), message);
    for (double wrong : new double[] {3, -1, 0.5, Double.NaN}) {
      part.leaves.put("x", new double[] {0, 0, 0, wrong});
      assertThrows(IllegalArgumentException.class, () -> part.value(y), "looked up " + wrong);
    }
  }

  @Test
  void normedWeightsHaveTheLengthThatIsLearned() {
    TracedLayer part = new TracedLayer(false, 1);
    Tensor x = part.input("x", Shape.batch(2));
    Spec spec = Layers.dense(1).with("weightNorm", true).with("bias", false);
    Tensor y = PLUGINS.layer(spec).forward(x, part);
    part.leaves.put("x", new double[] {1, 2});
    part.leaves.put("weight.v", new double[] {3, -4});
    part.leaves.put("weight.g", new double[] {10});
    assertEquals(10 * (1 * 3 - 2 * 4) / 5.0, part.value(y)[0], 1e-12);
    part.leaves.put("weight.v", new double[2]);
    assertEquals(0, part.value(y)[0]);
  }

  @Test
  void normedWeightsBeginAsOthersDo() {
    for (String init : List.of("glorot", "uniform", "he")) {
      Spec layer = Layers.dense(300).with("weightNorm", true).with("init", init);
      Vae vae =
          Vae.create(
              VaeSpec.builder()
                  .likelihood(Spec.of("bernoulli"))
                  .event(100)
                  .latent(1)
                  .encoder(layer)
                  .build(),
              1);
      float[] v = vae.variables().get("encoder/0.dense/weight.v").values();
      double squares = 0;
      for (float each : v) {
        squares += each * each;
      }
      float[] g = vae.variables().get("encoder/0.dense/weight.g").values();
      assertEquals(300, g.length);
      assertEquals(Math.sqrt(squares / 300), g[7], 0.02 * g[7], init);
    }
  }

  @Test
  void normsNormalise() {
    for (Spec spec : List.of(Layers.layerNorm(), Layers.groupNorm(1), Layers.batchNorm())) {
      TracedLayer part = new TracedLayer(true, 40);
      Tensor x = part.input("x", Shape.batch(6));
      Tensor y = PLUGINS.layer(spec).forward(x.mul(3).add(7), part);
      java.util.Arrays.fill(part.leaves.get("scale"), 1);
      java.util.Arrays.fill(part.leaves.get("shift"), 0);
      double[] v = part.value(y);
      int stride = spec.name().equals("batchNorm") ? 6 : 1;
      int count = spec.name().equals("batchNorm") ? 40 : 6;
      double mean = 0;
      double square = 0;
      for (int i = 0; i < count; i++) {
        mean += v[i * stride] / count;
        square += v[i * stride] * v[i * stride] / count;
      }
      assertEquals(0, mean, 1e-9, spec.name());
      assertEquals(1, square, 1e-4, spec.name());
    }
  }

  @Test
  void batchNormFollowsWhatItSees() {
    TracedLayer part = new TracedLayer(true, 2);
    Tensor x = part.input("x", Shape.batch(1));
    part.leaves.put("x", new double[] {1, 5});
    PLUGINS.layer(Layers.batchNorm()).forward(x, part);
    // mean 3, unbiased variance 8; a tenth of the newest batch
    assertEquals(0.3, part.value(part.updates.get("runningMean"))[0], 1e-12);
    assertEquals(0.9 + 0.8, part.value(part.updates.get("runningVariance"))[0], 1e-12);
  }

  @Test
  void dropoutKeepsTheMeanAndOnlyInTraining() {
    TracedLayer part = new TracedLayer(true, 1000);
    Tensor x = part.input("x", Shape.batch(4));
    java.util.Arrays.fill(part.leaves.get("x"), 1);
    double[] v = part.value(PLUGINS.layer(Layers.dropout(0.25)).forward(x, part));
    assertEquals(1, java.util.Arrays.stream(v).average().orElseThrow(), 0.05);
    assertEquals(2, java.util.Arrays.stream(v).distinct().count());
    assertEquals(x, PLUGINS.layer(Layers.dropout(0.25)).forward(x, new TracedLayer(false, 1)));
  }

  @Test
  void poolsAndUpsamplingPickTheRightPixels() {
    TracedLayer part = new TracedLayer(false, 1);
    Tensor x = part.input("x", Shape.batch(3, 5, 1));
    double[] pixels = new double[15];
    java.util.Arrays.setAll(pixels, i -> i);
    part.leaves.put("x", pixels);
    assertArrayEquals(
        new double[] {6, 8}, part.value(PLUGINS.layer(Layers.maxPool(2)).forward(x, part)));
    assertArrayEquals(
        new double[] {3, 5}, part.value(PLUGINS.layer(Layers.averagePool(2)).forward(x, part)));
    double[] large = part.value(PLUGINS.layer(Layers.upsample(2)).forward(x, part));
    for (int i = 0; i < 60; i++) {
      assertEquals((i / 10 / 2) * 5 + i % 10 / 2, large[i]);
    }
  }

  @Test
  void impossibleOptionsAreNamed() {
    message("option 'units' must be at least 1, not 0", Layers.dense(0), FLAT);
    message("'dense' needs option 'units', a whole number", Spec.of("dense"), FLAT);
    message("must be from 0 to below 1", Layers.dropout(1), FLAT);
    message("groups do not divide", Layers.groupNorm(3), IMAGE);
    message("put an 'unflatten' before it", Layers.maxPool(2), FLAT);
    message("larger than the image", Layers.maxPool(6), IMAGE);
    message(
        "takes one number, or two",
        Layers.conv2d(1, 1, 1, 0).with("stride", List.of(1, 2, 3)),
        IMAGE);
    message("'conv2d' needs option 'kernel'", Spec.of("conv2d").with("filters", 2), IMAGE);
    message(
        "must be less than the stride",
        Layers.convTranspose2d(1, 3, 2, 1).with("outputPadding", 2),
        IMAGE);
    message("cannot be added to [N, 5]", Layers.residual(Layers.dense(4)), FLAT);
    message("impossible geometry", Layers.conv2d(1, 9, 1, 0), IMAGE);
    message("needs option 'shape'", Spec.of("unflatten"), FLAT);
    message("another number of elements", Layers.unflatten(4, 2), FLAT);
    message("'highway' needs option 'layers'", Spec.of("highway"), FLAT);
    message("they must keep the shape", Layers.highway(Layers.dense(4)), FLAT);
    message("gru of [N, 5] in : a sequence [N, steps, features] is expected", gru(2), FLAT);
    message("lstm of [N, 5, 4, 4] in : a sequence", lstm(2), IMAGE);
    message("5 values cannot be cut into 2 equal steps", gru(2).with("steps", 2), FLAT);
    message("3 steps are there, but option 'steps' is 2", lstm(2).with("steps", 2), SEQUENCE);
    message("option 'steps' must be at least 1, not 0", gru(2).with("steps", 0), SEQUENCE);
    message("'returns' of 'gru' is 'first'; it can be", gru(2).with("returns", "first"), SEQUENCE);
    message("'direction' of 'lstm' is 'up'; it can be", lstm(2).with("direction", "up"), SEQUENCE);
    message("3 heads do not divide a width of 4", Layers.selfAttention(3), SEQUENCE);
    message("selfAttention of [N, 5] in : a sequence", Layers.selfAttention(1), FLAT);
    message(
        "option 'dropout' of 'selfAttention' must be from 0 to below 1",
        Layers.selfAttention(1).with("dropout", 1),
        SEQUENCE);
    message("positionalEncoding of [N, 5] in : a sequence", Layers.positionalEncoding(), FLAT);
    message("option 'categories' must be at least 1", Layers.embedding(0, 1), FLAT);
  }

  private static void message(String part, Spec spec, Shape row) {
    TracedLayer pass = new TracedLayer(false, 2);
    Tensor x = pass.input("x", row.withLeading(Dim.N));
    String message =
        assertThrows(IllegalArgumentException.class, () -> PLUGINS.layer(spec).forward(x, pass))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
