package dev.vae.core.sampler;

import dev.vae.core.TrainingException;
import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.optim.OptimizerUpdates;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.StandaloneContext;
import java.util.List;
import java.util.Map;

/**
 * Fits a density that priors are made of, by maximum likelihood with Adam, to latents scaled to
 * mean 0 and deviation 1.
 */
final class FlowFit {
  /** The latents' means by dimension. */
  static final String MEAN = "mean";

  /** The latents' deviations by dimension. */
  static final String DEVIATION = "deviation";

  private static final String LATENTS = "latents";
  private static final String LOSS = "loss";
  private static final int BATCH = 256;

  private FlowFit() {}

  /** What was found. */
  record Fitted(Variables variables, double logLikelihood) {}

  /** Latents {@code [N, d]} as the density sees them. */
  static Tensor scaled(Tensor latents, Context pass) {
    Shape each = latents.shape().sub(1, 2);
    Tensor apart = latents.sub(pass.state(MEAN, each, 0));
    return apart.div(pass.state(DEVIATION, each, 1));
  }

  /** The density's draws {@code [N, d]} as latents. */
  static Tensor unscaled(Tensor drawn, Context pass) {
    Shape each = drawn.shape().sub(1, 2);
    return drawn.mul(pass.state(DEVIATION, each, 1)).add(pass.state(MEAN, each, 0));
  }

  /** Fits to all latents {@code [n][d]}, in epochs of random order. */
  static Fitted run(
      float[][] latents, Spec density, Plugins plugins, Engine engine, int epochs, long seed) {
    int d = latents[0].length;
    Variables variables = new Variables();
    Context pass = StandaloneContext.of(true, variables, seed);
    Prior prior = plugins.prior(density);
    Tensor input = pass.graph().input(LATENTS, Shape.batch(d));
    Tensor log = prior.logProb(scaled(input, pass), pass);
    Tensor change = pass.state(DEVIATION, Shape.of(d), 1).log().sum();
    Tensor loss = change.sub(log.mean());
    standardise(variables, latents);
    List<Tensor> weights =
        Graph.closure(List.of(loss)).stream()
            .filter(t -> t.op() == Op.VARIABLE && variables.get(t.name()).trained())
            .toList();
    Optimizer adam = Optimizer.adam(1e-3);
    Map<String, Tensor> updates = OptimizerUpdates.of(adam, weights, Gradients.of(loss, weights));
    Variables state = OptimizerUpdates.state(variables, updates);
    Rows rows = Rows.of(latents);
    LearningRateSchedule course = LearningRateSchedule.cosine(0.01);
    double sum = 0;
    try (Program program =
        Program.compile(new Computation(Map.of(LOSS, loss), updates), state, engine)) {
      long step = 0;
      for (int epoch = 0; epoch < epochs; epoch++) {
        sum = 0;
        try (Rows.Batches batches = rows.shuffled(BATCH, seed, epoch)) {
          for (Rows.Batch b = batches.next(); b != null; b = batches.next()) {
            program.bind(LATENTS, b.values());
            OptimizerUpdates.set(
                program, adam, adam.learningRate() * course.factor(epoch, epochs), ++step);
            program.run(b.rows(), seed, step, 0);
            sum -= b.rows() * program.value(LOSS);
          }
        }
      }
    }
    if (!Double.isFinite(sum)) {
      throw new TrainingException(
          "the density '" + density.name() + "' became NaN or infinite; fit 'gmm' instead");
    }
    return new Fitted(variables, sum / latents.length);
  }

  private static void standardise(Variables variables, float[][] latents) {
    int d = latents[0].length;
    float[] mean = new float[d];
    float[] deviation = new float[d];
    for (int i = 0; i < d; i++) {
      double sum = 0;
      for (float[] z : latents) {
        sum += z[i];
      }
      double centre = sum / latents.length;
      double squares = 0;
      for (float[] z : latents) {
        squares += (z[i] - centre) * (z[i] - centre);
      }
      mean[i] = (float) centre;
      deviation[i] = (float) Math.max(Math.sqrt(squares / latents.length), 1e-6);
    }
    variables.get(MEAN).set(mean);
    variables.get(DEVIATION).set(deviation);
  }
}
