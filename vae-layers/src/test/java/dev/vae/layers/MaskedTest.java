package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Spec;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import dev.vae.core.train.Trainer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Values hidden from the posterior, which alone the loss counts. */
class MaskedTest {
  private static final int D = 3;
  private static final int ROWS = 40;
  private static final double RATE = 0.8;

  private static Vae model(Spec objective) {
    VaeSpec spec =
        VaeSpec.builder()
            .event(D)
            .latent(8)
            .encoder(Layers.observed(), Layers.dense(8), Spec.of("silu"))
            .posterior(Posteriors.deterministic())
            .decoder(Spec.of("silu"))
            .likelihood(Likelihoods.gaussian())
            .objective(objective)
            .build();
    Schema schema = Schema.of(spec.event()).withMissing(true);
    return Vae.builder(spec).schema(schema).seed(1).build();
  }

  /** One step's terms, of rows whose last value of the first row is missing. */
  private static final class Step implements AutoCloseable {
    final Program program;
    final float[] x = new float[ROWS * D];
    final float[] mask = new float[ROWS * D];

    Step(Vae vae) {
      TracedModel trace = vae.graphs().training(true);
      Map<String, Tensor> outputs = new LinkedHashMap<>();
      outputs.put("mean", trace.posterior().mean());
      outputs.put("logLikelihood", trace.terms(1).logLikelihood());
      outputs.put("loss", trace.loss(trace.terms(1)).value());
      program = Program.compile(Computation.of(outputs), vae.variables(), vae.engine());
      Random random = new Random(2);
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) random.nextGaussian();
      }
      Arrays.fill(mask, 1);
      mask[D - 1] = 0;
    }

    Map<String, float[]> run() {
      program.bind(TracedModel.X, x);
      program.bind(TracedModel.MASK, mask);
      long[] keys = new long[ROWS];
      Arrays.setAll(keys, r -> r);
      program.run(ROWS, 7, 3, keys);
      Map<String, float[]> all = new LinkedHashMap<>();
      for (String name : List.of("mean", "logLikelihood", "loss")) {
        all.put(name, program.output(name).clone());
      }
      return all;
    }

    /** For each value whether the posterior sees it; checks that the loss counts the others. */
    boolean[] seen() {
      Map<String, float[]> before = run();
      boolean[] seen = new boolean[x.length];
      for (int i = 0; i < x.length; i++) {
        float kept = x[i];
        x[i] = kept + 1;
        Map<String, float[]> after = run();
        x[i] = kept;
        seen[i] = !Arrays.equals(before.get("mean"), after.get("mean"));
        float[] was = before.get("logLikelihood");
        float[] is = after.get("logLikelihood");
        boolean counted = was[i / D] != is[i / D];
        assertTrue(mask[i] == 0 ? !seen[i] && !counted : seen[i] || counted, "value " + i);
      }
      return seen;
    }

    @Override
    public void close() {
      program.close();
    }
  }

  @Test
  void aValueIsEitherSeenOrCounted() {
    try (Step step = new Step(model(Objectives.masked(RATE)))) {
      boolean[] seen = step.seen();
      int hidden = 0;
      for (boolean one : seen) {
        hidden += one ? 0 : 1;
      }
      // half of the rate, within four deviations
      assertEquals(RATE / 2, hidden / (double) seen.length, 0.2);
      Map<String, float[]> terms = step.run();
      double sum = 0;
      for (float row : terms.get("logLikelihood")) {
        sum -= row;
      }
      assertEquals(sum / ROWS, terms.get("loss")[0], 1e-5);
    }
  }

  @Test
  void aGroupIsHiddenTogether() {
    Spec together = Objectives.masked(RATE).with("groups", List.of(0, 1, 0));
    try (Step step = new Step(model(together))) {
      boolean[] seen = step.seen();
      boolean apart = false;
      for (int r = 1; r < ROWS; r++) {
        assertEquals(seen[r * D], seen[r * D + 2], "row " + r);
        apart |= seen[r * D] != seen[r * D + 1];
      }
      assertTrue(apart);
    }
  }

  @Test
  void outsideTrainingAllIsSeen() {
    Vae vae = model(Objectives.masked(1));
    double[][] rows = {{0.1, -0.4, 2}, {1, 0, -1}};
    Vae plain = model(Objectives.elbo());
    assertArrayEquals(plain.encode(Rows.of(rows)).mean()[0], vae.encode(Rows.of(rows)).mean()[0]);
  }

  /** The second follows from the first, the third from nothing. */
  @Test
  void itLearnsToTellValuesFromTheOthers() {
    Random random = new Random(5);
    double[][] rows = new double[400][];
    for (int r = 0; r < rows.length; r++) {
      double a = random.nextGaussian();
      rows[r] = new double[] {a, -a + 0.1 * random.nextGaussian(), random.nextGaussian()};
    }
    Vae vae = model(Objectives.masked(0.6));
    Trainer.of(vae)
        .train(Rows.withMissing(rows))
        .epochs(60)
        .batch(50)
        .optimizer(Optimizer.adam(0.02))
        .run();
    Predictor predictor = Predictor.of(vae);
    double[] squares = new double[D];
    for (int c = 0; c < D; c++) {
      double[][] hidden = new double[rows.length][];
      for (int r = 0; r < rows.length; r++) {
        hidden[r] = rows[r].clone();
        hidden[r][c] = Double.NaN;
      }
      double[][] said = predictor.reconstruct(Rows.withMissing(hidden));
      for (int r = 0; r < rows.length; r++) {
        double off = said[r][c] - rows[r][c];
        squares[c] += off * off / rows.length;
      }
    }
    assertTrue(squares[0] < 0.1 && squares[1] < 0.1, Arrays.toString(squares));
    assertTrue(squares[2] > 0.8 && squares[2] < 1.3, Arrays.toString(squares));
  }

  @Test
  void optionsAreChecked() {
    for (double rate : new double[] {0, -1, 1.5}) {
      Spec spec = Objectives.masked(rate);
      assertThrows(IllegalArgumentException.class, () -> model(spec), "rate " + rate);
    }
    for (List<Integer> groups : List.of(List.of(0, 1), List.of(0, 1, 3), List.of(-1, 0, 0))) {
      Spec spec = Objectives.masked(0.5).with("groups", groups);
      assertThrows(RuntimeException.class, () -> model(spec), "groups " + groups);
    }
  }
}
