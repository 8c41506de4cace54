package hello;

import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.predict.Predictor;
import dev.vae.core.rows.Rows;
import dev.vae.core.sampler.Samplers;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import java.util.Locale;
import java.util.Random;

/** Points on a ring, learned and drawn again. */
public final class Hello {
  private Hello() {}

  /** Prints the kernels, how likely the points are before and after training, and a new one. */
  public static void main(String[] arguments) {
    Random random = new Random(1);
    double[][] ring = new double[500][];
    for (int r = 0; r < ring.length; r++) {
      double angle = 2 * Math.PI * random.nextDouble();
      ring[r] = new double[] {3 * Math.cos(angle), 3 * Math.sin(angle)};
    }
    VaeSpec spec =
        VaeSpec.builder()
            .event(2)
            .latent(2)
            .encoder(Layers.dense(32), Layers.tanh())
            .decoder(Layers.dense(32), Layers.tanh())
            .likelihood(Likelihoods.gaussian())
            .build();
    Vae vae = Vae.create(spec, 1);
    Rows rows = Rows.of(ring);
    double before = Estimator.of(vae).elbo(rows).logLikelihood();
    Trainer.of(vae).train(rows).optimizer(Optimizer.adam(0.01)).epochs(10).batch(50).run();
    // a mixture needs EJML, so that the image is known to have it
    float[][] latents = Samplers.mixture(vae, vae.drawLatents(rows, 1), 4, 1).draw(1, 2);
    try (Predictor predictor = Predictor.of(vae)) {
      double[] point = predictor.decode(latents)[0];
      System.out.printf(
          Locale.ROOT,
          "%s kernels: %.2f nats a point before training, %.2f after; a new point (%.1f, %.1f)%n",
          vae.engine().kernels(),
          before,
          Estimator.of(vae).elbo(rows).logLikelihood(),
          point[0],
          point[1]);
    }
  }
}
