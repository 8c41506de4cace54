package dev.vae.programs;

import static dev.vae.layers.Layers.dense;
import static dev.vae.layers.Layers.tanh;

import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.layers.Likelihoods;
import java.util.Comparator;
import java.util.Random;

/** Trains on ordinary rows and finds those of others that are unlikely, by log p(x) of each row. */
public final class AnomalyScores {
  private AnomalyScores() {}

  /** Runs the example; it writes no files. */
  public static void main(String[] arguments) {
    Dataset ordinary = Dataset.of(rows(2000, 1));
    VaeSpec spec =
        VaeSpec.builder()
            .latent(2)
            .encoder(dense(32), tanh())
            .decoder(dense(32), tanh())
            .likelihood(Likelihoods.gaussian())
            .build();
    Vae vae = Vae.builder(spec).data(ordinary).standardize().seed(1).build();
    Trainer.of(vae).train(ordinary).batch(50).epochs(40).run();

    float[][] others = rows(200, 2);
    others[17][2] = -others[17][2]; // each value is usual, the three together are not
    others[90][0] = 25;
    try (Estimator estimator = Estimator.of(vae).samples(100)) {
      estimator.byRow(EstimateKind.IWAE, Rows.of(others)).stream()
          .sorted(Comparator.comparingDouble(RowLikelihood::logLikelihood))
          .limit(4)
          .forEach(
              row ->
                  System.out.printf(
                      "row %d: log p(x) %.1f ± %.1f nats%n",
                      row.row(), row.logLikelihood(), row.standardError()));
    }
  }

  /**
   * Makes rows of three sensors that agree but for noise, somewhere between 5 and 15 or below 0.
   */
  private static float[][] rows(int count, long seed) {
    Random random = new Random(seed);
    float[][] rows = new float[count][3];
    for (float[] row : rows) {
      double signal = (random.nextBoolean() ? 1 : -1) * (5 + 10 * random.nextDouble());
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (signal + 0.3 * random.nextGaussian());
      }
    }
    return rows;
  }
}
