package dev.vae.core.engine;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Milliseconds per training step of two nets: arguments {@code mlp|conv threads batch seconds
 * [kernels]}. Prints the fastest burst, and the plan when the system property {@code vae.report} is
 * set.
 */
final class StepBenchmark {
  private final Graph graph = new Graph();
  private final Variables variables = new Variables();
  private final List<Tensor> weights = new ArrayList<>();
  private final Random random = new Random(1);

  public static void main(String[] args) {
    StepBenchmark b = new StepBenchmark();
    int batch = Integer.parseInt(args[2]);
    Engine engine = Engine.of(Integer.parseInt(args[1]), args.length > 4 ? args[4] : null);
    try (Program p = Program.compile(b.step(args[0].equals("conv")), b.variables, engine)) {
      float[] data = new float[20000 * 784];
      for (int i = 0; i < data.length; i++) {
        data[i] = b.random.nextFloat() < .13f ? 1 : 0;
      }
      float[] x = new float[batch * 784];
      p.bind("x", x).set("rate", 1e-3).set("scale", 1);
      double best = 1e9;
      long end = System.nanoTime() + (long) (Double.parseDouble(args[3]) * 1e9);
      int at = 0;
      long step = 0;
      while (System.nanoTime() < end) {
        long t = System.nanoTime();
        for (int i = 0; i < 5; i++) {
          at = (at + batch) % (20000 - batch);
          System.arraycopy(data, at * 784, x, 0, x.length);
          p.run(batch, 1, step++, 0);
        }
        best = Math.min(best, (System.nanoTime() - t) / 5e6);
      }
      System.out.printf(
          "peer=vae kernels=%s model=%s threads=%s batch=%d ms_per_step=%.3f loss=%.3f%n",
          engine.kernels(), args[0], args[1], batch, best, p.value("loss"));
      if (Boolean.getBoolean("vae.report")) {
        System.out.println(p.profile(200));
      }
    }
  }

  Variables variables() {
    return variables;
  }

  Computation step(boolean convolutions) {
    int latent = convolutions ? 32 : 20;
    Tensor x = graph.input("x", Shape.batch(784));
    Tensor h = convolutions ? encoder(x) : dense(x, 784, 400, "e").relu();
    int width = convolutions ? 3136 : 400;
    Tensor mean = dense(h, width, latent, "m");
    Tensor logVariance = dense(h, width, latent, "v");
    Tensor e = graph.noise(new Noise(Noise.Distribution.NORMAL, "e"), Shape.batch(latent));
    Tensor z = mean.add(e.mul(logVariance.mul(0.5).exp()));
    Tensor logits =
        convolutions
            ? decoder(dense(z, latent, 3136, "p").relu())
            : dense(dense(z, latent, 400, "d").relu(), 400, 784, "o");
    Tensor likelihood = x.mul(logits).sub(logits.softplus()).sum(1);
    Tensor kl = mean.square().add(logVariance.exp()).sub(1).sub(logVariance).mul(0.5).sum(1);
    Tensor loss = kl.sub(likelihood).mean();
    Map<String, Tensor> updates = new LinkedHashMap<>();
    List<Tensor> gradients = Gradients.of(loss, weights);
    for (int i = 0; i < weights.size(); i++) {
      adam(weights.get(i), gradients.get(i), updates);
    }
    return new Computation(Map.of("loss", loss), updates);
  }

  private Tensor encoder(Tensor x) {
    Tensor image = x.reshape(Shape.batch(28, 28, 1));
    Tensor a = image.conv2d(weight("c1", 16, 4, 4, 1, 32), geometry(28, 1, 32));
    Tensor b = a.add(weight("b1", 16, 32)).relu();
    Tensor c = b.conv2d(weight("c2", 512, 4, 4, 32, 64), geometry(14, 32, 64));
    return c.add(weight("b2", 512, 64)).relu().reshape(Shape.batch(3136));
  }

  private Tensor decoder(Tensor z) {
    Tensor image = z.reshape(Shape.batch(7, 7, 64));
    Tensor a = image.conv2dTranspose(weight("t1", 512, 4, 4, 32, 64), geometry(14, 32, 64));
    Tensor b = a.add(weight("u1", 512, 32)).relu();
    Tensor c = b.conv2dTranspose(weight("t2", 512, 4, 4, 1, 32), geometry(28, 1, 32));
    return c.add(weight("u2", 512, 1)).reshape(Shape.batch(784));
  }

  private static ConvolutionGeometry geometry(int size, int channels, int outputs) {
    return new ConvolutionGeometry(size, size, channels, 4, 4, outputs, 2, 2, 1, 1, 1, 1, 1);
  }

  private Tensor dense(Tensor x, int in, int out, String name) {
    return x.matmul(weight(name + "/w", in, in, out)).add(weight(name + "/b", in, out));
  }

  private Tensor weight(String name, int fanIn, int... shape) {
    Tensor w = graph.variable(name, Shape.of(shape));
    Variables.Variable v = variables.add(name, w.shape(), true);
    for (int i = 0; i < v.size(); i++) {
      v.array()[v.at() + i] = (float) ((random.nextFloat() * 2 - 1) / Math.sqrt(fanIn));
    }
    variables.add("first/" + name, w.shape(), false);
    variables.add("second/" + name, w.shape(), false);
    weights.add(w);
    return w;
  }

  private void adam(Tensor w, Tensor g, Map<String, Tensor> updates) {
    Tensor m0 = graph.variable("first/" + w.name(), w.shape());
    Tensor v0 = graph.variable("second/" + w.name(), w.shape());
    Tensor rate = graph.input("rate", Shape.SCALAR);
    Tensor scale = graph.input("scale", Shape.SCALAR);
    Tensor m = m0.add(g.sub(m0).mul(1 - 0.9));
    Tensor v = v0.add(g.square().sub(v0).mul(1 - 0.999));
    Tensor root = v.sqrt().mul(scale).add(1e-8);
    updates.put(w.name(), w.sub(m.div(root).mul(rate)));
    updates.put(m0.name(), m);
    updates.put(v0.name(), v);
  }
}
