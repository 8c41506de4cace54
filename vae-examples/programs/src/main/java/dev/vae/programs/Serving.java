package dev.vae.programs;

import static dev.vae.layers.Layers.dense;
import static dev.vae.layers.Layers.relu;

import dev.vae.core.model.Vae;
import dev.vae.core.predict.Predictor;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.layers.Likelihoods;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Loads a saved model once, and lets many threads ask it: every answer has the same bits. */
public final class Serving {
  private Serving() {}

  /** Runs the example; the argument is the folder to write into. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0], "model");
    Dataset digits = DataSource.parse("digits#500").open();
    VaeSpec spec =
        VaeSpec.builder()
            .latent(5)
            .encoder(dense(50), relu())
            .decoder(dense(50), relu())
            .likelihood(Likelihoods.bernoulli())
            .build();
    Vae vae = Vae.builder(spec).data(digits).seed(1).build();
    Trainer.of(vae).train(digits).batch(50).epochs(2).run();
    vae.save(folder);

    try (Predictor predictor = Predictor.load(folder)) {
      float[] picture = vae.sampleMeans(1, 42)[0];
      double[] once = predictor.reconstruct(picture);
      long same =
          IntStream.range(0, 200)
              .parallel()
              .filter(i -> Arrays.equals(once, predictor.reconstruct(picture)))
              .count();
      System.out.println(same + " of 200 answers are the same");
    }
  }
}
