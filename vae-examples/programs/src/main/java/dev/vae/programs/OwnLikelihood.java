package dev.vae.programs;

import static dev.vae.layers.Layers.dense;
import static dev.vae.layers.Layers.relu;

import dev.vae.core.contract.LikelihoodContract;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import java.util.Random;

/** Proves that {@link HalfNormal} keeps its contract, and trains with it. */
public final class OwnLikelihood {
  private OwnLikelihood() {}

  /** Runs the example; it writes no files. */
  public static void main(String[] arguments) {
    LikelihoodContract.of(Spec.of("halfNormal")).check(); // says which rule is broken, if one is

    Random random = new Random(1);
    float[][] errors = new float[1000][4];
    for (float[] row : errors) {
      double scale = Math.exp(random.nextGaussian());
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) Math.abs(scale * (i + 1) * random.nextGaussian());
      }
    }
    Dataset rows = Dataset.of(errors);
    VaeSpec spec =
        VaeSpec.builder()
            .latent(1)
            .encoder(Spec.of("log1p"), dense(32), relu())
            .decoder(dense(32), relu())
            .likelihood(Spec.of("halfNormal"))
            .build();
    Vae vae = Vae.builder(spec).data(rows).seed(1).build();
    try (Estimator estimator = Estimator.of(vae)) {
      System.out.printf("before: %.2f nats a row%n", estimator.elbo(rows).logLikelihood());
      Trainer.of(vae).train(rows).batch(50).epochs(30).run();
      System.out.printf("after: %.2f nats a row%n", estimator.elbo(rows).logLikelihood());
    }
  }
}
