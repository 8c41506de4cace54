package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.grad.GradientCheck;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers over sequences beside the same formulae as loops over doubles. */
class SequenceLayersTest {
  private static final int ROWS = 2;
  private static final int STEPS = 5;
  private static final int FEATURES = 4;
  private static final int UNITS = 3;
  private static final double NEAR = 1e-12;

  private final TracedLayer part = new TracedLayer(false, ROWS);
  private final Tensor x = part.input("x", Shape.batch(STEPS, FEATURES));

  private double[] run(Spec spec) {
    return part.value(Plugins.load().layer(spec).forward(x, part));
  }

  private double[] step(int row, int step) {
    int from = (row * STEPS + step) * FEATURES;
    return Arrays.copyOfRange(part.leaves.get("x"), from, from + FEATURES);
  }

  /** x·W + b with parameters by name. */
  private double[] affine(String weight, String bias, double[] in) {
    double[] out = part.leaves.get(bias).clone();
    double[] w = part.leaves.get(weight);
    for (int i = 0; i < in.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j] += in[i] * w[i * out.length + j];
      }
    }
    return out;
  }

  private static double sigmoid(double v) {
    return 1 / (1 + Math.exp(-v));
  }

  /** The state and its memory after one step of torch.nn.GRU. */
  private double[] gruStep(String scope, double[] in, double[] h) {
    double[] a = affine(scope + "inputWeight", scope + "inputBias", in);
    double[] b = affine(scope + "stateWeight", scope + "stateBias", h);
    double[] next = new double[UNITS];
    for (int i = 0; i < UNITS; i++) {
      double r = sigmoid(a[i] + b[i]);
      double z = sigmoid(a[UNITS + i] + b[UNITS + i]);
      double n = Math.tanh(a[2 * UNITS + i] + r * b[2 * UNITS + i]);
      next[i] = (1 - z) * n + z * h[i];
    }
    return next;
  }

  /** One step of torch.nn.LSTM: h, then c. */
  private double[] lstmStep(double[] in, double[] hc) {
    double[] a = affine("inputWeight", "inputBias", in);
    double[] b = affine("stateWeight", "stateBias", Arrays.copyOf(hc, UNITS));
    double[] next = new double[2 * UNITS];
    for (int i = 0; i < UNITS; i++) {
      double input = sigmoid(a[i] + b[i]);
      double forget = sigmoid(a[UNITS + i] + b[UNITS + i]);
      double cell = Math.tanh(a[2 * UNITS + i] + b[2 * UNITS + i]);
      double output = sigmoid(a[3 * UNITS + i] + b[3 * UNITS + i]);
      next[UNITS + i] = forget * hc[UNITS + i] + input * cell;
      next[i] = output * Math.tanh(next[UNITS + i]);
    }
    return next;
  }

  @Test
  void gruIsTorchs() {
    double[] all = run(Layers.gru(UNITS, Layers.Returns.SEQUENCE));
    double[] last = run(Layers.gru(UNITS, Layers.Returns.LAST));
    for (int row = 0; row < ROWS; row++) {
      double[] h = new double[UNITS];
      for (int t = 0; t < STEPS; t++) {
        h = gruStep("", step(row, t), h);
        assertArrayEquals(h, part(all, row * STEPS + t, UNITS), NEAR, "row " + row + " step " + t);
      }
      assertArrayEquals(h, part(last, row, UNITS), NEAR);
    }
  }

  @Test
  void lstmIsTorchsAndGoesBackward() {
    Spec lstm = Layers.lstm(UNITS, Layers.Returns.SEQUENCE).with("direction", "backward");
    double[] all = run(lstm);
    double[] last = run(lstm.with("returns", "last"));
    for (int row = 0; row < ROWS; row++) {
      double[] hc = new double[2 * UNITS];
      for (int t = STEPS - 1; t >= 0; t--) {
        hc = lstmStep(step(row, t), hc);
        double[] h = Arrays.copyOf(hc, UNITS);
        assertArrayEquals(h, part(all, row * STEPS + t, UNITS), NEAR, "row " + row + " step " + t);
      }
      assertArrayEquals(Arrays.copyOf(hc, UNITS), part(last, row, UNITS), NEAR);
    }
  }

  @Test
  void bothDirectionsStandSideBySide() {
    Spec gru = Layers.gru(UNITS, Layers.Returns.SEQUENCE).with("direction", "both");
    double[] all = run(gru);
    double[] last = run(gru.with("returns", "last"));
    double[] forward = new double[UNITS];
    double[] backward = new double[UNITS];
    for (int t = 0; t < STEPS; t++) {
      forward = gruStep("forward/", step(1, t), forward);
      backward = gruStep("backward/", step(1, STEPS - 1 - t), backward);
      double[] there = part(all, STEPS + t, 2 * UNITS);
      double[] back = part(all, STEPS + STEPS - 1 - t, 2 * UNITS);
      assertArrayEquals(forward, Arrays.copyOf(there, UNITS), NEAR);
      assertArrayEquals(backward, Arrays.copyOfRange(back, UNITS, 2 * UNITS), NEAR);
    }
    double[] ends = part(last, 1, 2 * UNITS);
    assertArrayEquals(forward, Arrays.copyOf(ends, UNITS), NEAR);
    assertArrayEquals(backward, Arrays.copyOfRange(ends, UNITS, 2 * UNITS), NEAR);
  }

  @Test
  void aRowRepeatedAtAllStepsIsAsASequenceOfEqualSteps() {
    for (String kind : List.of("gru", "lstm")) {
      Spec spec = Spec.of(kind).with("units", UNITS);
      TracedLayer once = new TracedLayer(false, ROWS);
      Tensor row = once.input("row", Shape.batch(FEATURES));
      Tensor repeated = Plugins.load().layer(Layers.repeat(STEPS)).forward(row, once);
      Tensor y = Plugins.load().layer(spec).forward(repeated, once);

      TracedLayer each = new TracedLayer(false, ROWS);
      Tensor steps = each.input("steps", Shape.batch(STEPS, FEATURES));
      Tensor same = Plugins.load().layer(spec).forward(steps, each);
      each.leaves.putAll(once.leaves);
      double[] all = new double[ROWS * STEPS * FEATURES];
      for (int i = 0; i < ROWS * STEPS; i++) {
        double[] from = once.leaves.get("row");
        System.arraycopy(from, i / STEPS * FEATURES, all, i * FEATURES, FEATURES);
      }
      each.leaves.put("steps", all);
      assertArrayEquals(each.value(same), once.value(y), NEAR, kind);
      GradientCheck check = once.gradient(y);
      assertTrue(check.error() < 1e-5, kind + ": " + check);
    }
  }

  @Test
  void flatRowsAreCutIntoSteps() {
    double[] cut = run(Layers.gru(UNITS, Layers.Returns.SEQUENCE));
    TracedLayer flat = new TracedLayer(false, ROWS);
    Tensor rows = flat.input("x", Shape.batch(STEPS * FEATURES));
    Spec spec = Layers.gru(UNITS, Layers.Returns.SEQUENCE).with("steps", STEPS);
    Tensor y = Plugins.load().layer(spec).forward(rows, flat);
    flat.leaves.putAll(part.leaves);
    assertArrayEquals(cut, flat.value(y));
  }

  @Test
  void attentionIsTheTransformersEncoderBlock() {
    for (boolean causal : new boolean[] {false, true}) {
      for (boolean before : new boolean[] {false, true}) {
        Spec spec =
            Layers.selfAttention(2)
                .with("hidden", 5)
                .with("causal", causal)
                .with("norm", before ? "before" : "after");
        double[] got = run(spec);
        for (int row = 0; row < ROWS; row++) {
          double[][] expected = block(row, causal, before);
          for (int t = 0; t < STEPS; t++) {
            double[] at = part(got, row * STEPS + t, FEATURES);
            assertArrayEquals(expected[t], at, NEAR, spec + " step " + t);
          }
        }
      }
    }
  }

  private double[][] block(int row, boolean causal, boolean before) {
    double[][] in = new double[STEPS][];
    double[][] attended = new double[STEPS][];
    for (int t = 0; t < STEPS; t++) {
      in[t] = step(row, t);
      attended[t] = before ? norm("attentionNorm/", in[t]) : in[t];
    }
    attended = attention(attended, causal);
    double[][] out = new double[STEPS][];
    for (int t = 0; t < STEPS; t++) {
      double[] y = plus(in[t], attended[t]);
      y = before ? y : norm("attentionNorm/", y);
      double[] f = before ? norm("feedForwardNorm/", y) : y;
      double[] inner = affine("expand/weight", "expand/bias", f);
      inner = Arrays.stream(inner).map(v -> Math.max(v, 0)).toArray();
      double[] sum = plus(y, affine("contract/weight", "contract/bias", inner));
      out[t] = before ? sum : norm("feedForwardNorm/", sum);
    }
    return out;
  }

  private double[][] attention(double[][] in, boolean causal) {
    int heads = 2;
    int size = FEATURES / heads;
    double[][] qkv = new double[STEPS][];
    for (int t = 0; t < STEPS; t++) {
      qkv[t] = affine("queryKeyValue/weight", "queryKeyValue/bias", in[t]);
    }
    double[][] out = new double[STEPS][];
    for (int t = 0; t < STEPS; t++) {
      double[] seen = new double[FEATURES];
      for (int head = 0; head < heads; head++) {
        double[] weights = new double[causal ? t + 1 : STEPS];
        for (int s = 0; s < weights.length; s++) {
          for (int i = head * size; i < (head + 1) * size; i++) {
            weights[s] += qkv[t][i] * qkv[s][FEATURES + i] / Math.sqrt(size);
          }
          weights[s] = Math.exp(weights[s]);
        }
        double total = Arrays.stream(weights).sum();
        for (int s = 0; s < weights.length; s++) {
          for (int i = head * size; i < (head + 1) * size; i++) {
            seen[i] += weights[s] / total * qkv[s][2 * FEATURES + i];
          }
        }
      }
      out[t] = affine("projection/weight", "projection/bias", seen);
    }
    return out;
  }

  private double[] norm(String scope, double[] v) {
    double mean = Arrays.stream(v).average().orElseThrow();
    double variance = Arrays.stream(v).map(e -> (e - mean) * (e - mean)).average().orElseThrow();
    double[] out = new double[v.length];
    for (int i = 0; i < v.length; i++) {
      double normal = (v[i] - mean) / Math.sqrt(variance + 1e-5);
      out[i] = normal * part.leaves.get(scope + "scale")[i] + part.leaves.get(scope + "shift")[i];
    }
    return out;
  }

  private static double[] plus(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  @Test
  void whatComesLaterDoesNotCount() {
    double[] early = run(Layers.selfAttention(2).with("causal", true));
    part.leaves.get("x")[(STEPS - 1) * FEATURES] += 3;
    double[] late = run(Layers.selfAttention(2).with("causal", true));
    assertArrayEquals(
        Arrays.copyOf(early, (STEPS - 1) * FEATURES), Arrays.copyOf(late, (STEPS - 1) * FEATURES));
  }

  @Test
  void positionsAreSinesAndCosines() {
    double[] got = run(Layers.positionalEncoding());
    double[] in = part.leaves.get("x");
    assertEquals(in[2 * FEATURES] + Math.sin(2), got[2 * FEATURES], NEAR);
    assertEquals(in[2 * FEATURES + 1] + Math.cos(2), got[2 * FEATURES + 1], NEAR);
    // 10000^(2/4) = 100
    assertEquals(in[3 * FEATURES + 2] + Math.sin(0.03), got[3 * FEATURES + 2], NEAR);
    assertEquals(in[3 * FEATURES + 3] + Math.cos(0.03), got[3 * FEATURES + 3], NEAR);
  }

  private static double[] part(double[] all, int index, int size) {
    return Arrays.copyOfRange(all, index * size, (index + 1) * size);
  }
}
