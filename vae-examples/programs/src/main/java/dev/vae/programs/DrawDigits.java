package dev.vae.programs;

import static dev.vae.layers.Layers.dense;
import static dev.vae.layers.Layers.relu;

import dev.vae.core.model.Vae;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.layers.Likelihoods;
import java.nio.file.Path;

/** Trains on generated digits, prints one that nobody drew, and saves the model. */
public final class DrawDigits {
  private DrawDigits() {}

  /** Runs the example; the argument is the folder to write into. */
  public static void main(String[] arguments) {
    Dataset digits = DataSource.parse("digits#2000").open();
    VaeSpec spec =
        VaeSpec.builder()
            .latent(10)
            .encoder(dense(200), relu())
            .decoder(dense(200), relu())
            .likelihood(Likelihoods.bernoulli())
            .build();
    Vae vae = Vae.builder(spec).data(digits).seed(1).build();
    Trainer.of(vae).train(digits).batch(50).epochs(10).onEpoch(System.out::println).run();

    print(vae.sampleMeans(1, 42)[0]);
    vae.save(Path.of(arguments[0], "model"));
  }

  /** Prints 28 x 28 grey levels, 0 to 255 as the data hold them, two characters a pixel. */
  private static void print(float[] picture) {
    for (int row = 0; row < 28; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < 28; column++) {
        int level = Math.min(3, (int) (picture[28 * row + column] / 64));
        line.append(" .oO".charAt(level)).append(" .oO".charAt(level));
      }
      System.out.println(line.toString().stripTrailing());
    }
  }
}
