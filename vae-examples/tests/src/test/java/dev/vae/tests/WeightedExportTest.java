package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Posteriors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported scores and fillings are those of the estimators, up to what draws differ by. */
class WeightedExportTest {
  private static final int WIDTH = 4;
  private static final int ROWS = 40;
  private static final int DRAWS = 2048;
  private static final int KEPT = 5;

  @TempDir private Path folder;

  /** Two categories, a count and two numbers far from 0, with holes. */
  private static Vae vae(boolean missing) {
    VaeSpec spec =
        VaeSpec.builder()
            .event(WIDTH)
            .latent(2)
            .encoder(Layers.dense(8), Layers.tanh())
            .decoder(Layers.dense(8), Layers.tanh())
            .likelihood(
                Likelihoods.composite(
                    Likelihoods.of(Likelihoods.categorical(3), 0),
                    Likelihoods.of(Likelihoods.poisson(), 1),
                    Likelihoods.gaussian()))
            .build();
    Scaling scaling = new Scaling(List.of(0.0, 0.0, 1000.0, -3.0), List.of(1.0, 1.0, 50.0, 0.1));
    return Vae.builder(spec)
        .schema(Schema.of(Shape.of(WIDTH)).withScaling(scaling).withMissing(missing))
        .seed(7)
        .build();
  }

  private static double[][] rows(boolean missing) {
    Random random = new Random(3);
    double[][] rows = new double[ROWS][];
    for (int r = 0; r < ROWS; r++) {
      rows[r] =
          new double[] {
            random.nextInt(3),
            random.nextInt(6),
            1000 + 50 * random.nextGaussian(),
            -3 + 0.1 * random.nextGaussian()
          };
      for (int c = 0; missing && c < WIDTH; c++) {
        rows[r][c] = random.nextInt(3) == 0 ? Double.NaN : rows[r][c];
      }
    }
    return rows;
  }

  private static Map<String, float[]> inputs(double[][] rows, boolean missing, int latent) {
    float[] x = new float[rows.length * WIDTH];
    float[] mask = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) rows[i / WIDTH][i % WIDTH];
      mask[i] = Float.isNaN(x[i]) ? 0 : 1;
    }
    Map<String, float[]> inputs = new HashMap<>();
    inputs.put(TracedModel.X, x);
    if (missing) {
      inputs.put(TracedModel.MASK, mask);
    }
    Random random = new Random(11);
    float[] noise = new float[DRAWS * latent];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (float) random.nextGaussian();
    }
    inputs.put("noise", noise);
    return inputs;
  }

  @Test
  void scoresAreTheEstimators() throws Exception {
    for (boolean missing : new boolean[] {false, true}) {
      Vae vae = vae(missing);
      Path out = folder.resolve("missing" + missing);
      VaeExporter.of(vae).draws(DRAWS).write(out);
      double[][] rows = rows(missing);
      List<RowLikelihood> ours =
          Estimator.of(vae)
              .samples(20_000)
              .byRow(EstimateKind.IS, missing ? Rows.withMissing(rows) : Rows.of(rows));
      try (OnnxSession score = open(out, "score")) {
        Map<String, float[]> theirs = score.run(inputs(rows, missing, 2), ROWS);
        double squares = 0;
        for (int r = 0; r < ROWS; r++) {
          double error = theirs.get("standardError")[r];
          double apart = theirs.get("negLogLikelihood")[r] + ours.get(r).logLikelihood();
          double both = Math.hypot(error, ours.get(r).standardError());
          assertTrue(error > 0 && error < 0.2, "error " + error);
          squares += apart * apart / (both * both) / ROWS;
        }
        // rows share their noise, so the mean square is far from 1 at times, but bounded
        assertTrue(squares < 6, "standard errors apart: " + Math.sqrt(squares));
      }
    }
  }

  @Test
  void aRowsAnswerIsWhatItIsAlone() throws Exception {
    VaeExporter.of(vae(true)).draws(DRAWS).write(folder);
    double[][] rows = rows(true);
    try (OnnxSession score = open(folder, "score")) {
      float[] all = score.run(inputs(rows, true, 2), ROWS).get("negLogLikelihood");
      for (int r = 0; r < ROWS; r += 7) {
        double[][] one = {rows[r]};
        float alone = score.run(inputs(one, true, 2), 1).get("negLogLikelihood")[0];
        assertEquals(alone, all[r], 1e-5 * Math.max(1, Math.abs(alone)), "row " + r);
      }
    }
  }

  @Test
  void fillingsAreMeansAndDrawsOfTheConditional() throws Exception {
    Vae vae = vae(true);
    VaeExporter.of(vae).draws(DRAWS).write(folder);
    double[][] rows = rows(true);
    Map<String, float[]> inputs = inputs(rows, true, 2);
    Random random = new Random(5);
    for (Tensor leaf : vae.graphs().impute(DRAWS, KEPT).leaves(Op.NOISE)) {
      boolean uniform = leaf.attributes(Noise.class).distribution() == Noise.Distribution.UNIFORM;
      float[] noise = new float[Math.toIntExact(leaf.shape().elements(ROWS))];
      for (int i = 0; i < noise.length; i++) {
        noise[i] = uniform ? (random.nextInt(1 << 20) + 0.5f) / (1 << 20) : gaussian(random);
      }
      inputs.put(leaf.name(), noise);
    }
    Map<String, float[]> filled;
    try (OnnxSession impute = open(folder, "impute")) {
      filled = impute.run(inputs, ROWS);
    }
    float[] mean = filled.get("mean");
    float[] spread = filled.get("standardDeviation");
    float[] draws = filled.get("draws");
    assertEquals(KEPT * mean.length, draws.length);
    double[][] ours = conditionals(vae, rows);
    for (int i = 0; i < mean.length; i++) {
      int column = i % WIDTH;
      double given = rows[i / WIDTH][column];
      String at = "row " + i / WIDTH + ", column " + column;
      if (!Double.isNaN(given)) {
        assertEquals((float) given, mean[i], at);
        assertEquals(0, spread[i], at);
        assertEquals((float) given, draws[i], at);
        continue;
      }
      boolean category = column == 0;
      for (int m = 0; m < KEPT; m++) {
        float draw = draws[m * mean.length + i];
        if (category) {
          assertTrue(draw == 0 || draw == 1 || draw == 2, at + ": " + draw);
        } else if (column == 1) {
          assertTrue(draw >= 0 && draw == Math.rint(draw), at + ": " + draw);
        } else {
          assertTrue(Math.abs(draw - mean[i]) < 6 * spread[i], at + ": " + draw);
        }
      }
      if (category) {
        double[] shares = Arrays.copyOfRange(ours[i], 2, 5);
        double best = Arrays.stream(shares).max().orElseThrow();
        double p = shares[(int) mean[i]];
        assertTrue(p > best - 0.05, at + ": " + Arrays.toString(shares) + " gives " + mean[i]);
        assertEquals(Math.sqrt(p * (1 - p)), spread[i], 0.05, at);
      } else {
        assertEquals(ours[i][0], mean[i], 0.15 * ours[i][1], at);
        assertEquals(ours[i][1], spread[i], 0.15 * ours[i][1], at);
      }
    }
  }

  private static float gaussian(Random random) {
    return (float) random.nextGaussian();
  }

  /** For every cell mean, standard deviation and shares of three levels, by many other draws. */
  private static double[][] conditionals(Vae vae, double[][] rows) {
    int samples = 4096;
    double[][] found = new double[ROWS * WIDTH][5];
    Scaling scaling = vae.schema().scaling().orElseThrow();
    try (Rows.Batches batches = vae.prepared(Rows.withMissing(rows)).inOrder(ROWS, 0)) {
      ColumnDraws.Drawn drawn =
          ColumnDraws.of(vae).columns(batches.next(), new float[ROWS * WIDTH], samples, 9);
      for (int r = 0; r < ROWS; r++) {
        double[] weights = new double[samples];
        int row = r;
        Arrays.setAll(weights, k -> drawn.logWeight()[k * ROWS + row]);
        double largest = Arrays.stream(weights).max().orElseThrow();
        Arrays.setAll(weights, k -> Math.exp(weights[k] - largest));
        double sum = Arrays.stream(weights).sum();
        for (int c = 0; c < WIDTH; c++) {
          double[] cell = found[r * WIDTH + c];
          double squares = 0;
          for (int k = 0; k < samples; k++) {
            double share = weights[k] / sum;
            double value = drawn.value()[(k * ROWS + r) * WIDTH + c];
            cell[0] += share * value;
            squares += share * value * value;
            if (c == 0) {
              cell[2 + (int) value] += share;
            }
          }
          double unit = scaling.standardDeviation().get(c);
          cell[1] = unit * Math.sqrt(squares - cell[0] * cell[0]);
          cell[0] = scaling.mean().get(c) + unit * cell[0];
        }
      }
    }
    return found;
  }

  @Test
  void whatDrawsNothingHasNoScore() throws Exception {
    Vae vae =
        Vae.create(
            VaeSpec.builder()
                .event(WIDTH)
                .latent(2)
                .encoder(Layers.dense(3))
                .posterior(Posteriors.deterministic())
                .likelihood(Likelihoods.gaussian())
                .build(),
            1);
    VaeExporter.of(vae).write(folder);
    assertTrue(Files.notExists(folder.resolve("score.onnx")));
    assertThrows(IllegalArgumentException.class, () -> vae.graphs().score(10));
    assertTrue(Arrays.stream(folder.toFile().list()).anyMatch(name -> name.equals("bundle.json")));
  }

  private static OnnxSession open(Path folder, String name) {
    return OnnxSession.open(folder.resolve(name + ".onnx"), OnnxSession.Device.CPU);
  }
}
