package app;

import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingResult;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import java.nio.file.Path;
import java.util.Arrays;

/** Core and layers alone: rows from an array. */
public final class Main {
  public static void main(String[] arguments) {
    float[][] rows = new float[64][6];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < 6; c++) {
        rows[r][c] = (float) Math.sin(r * 0.1 + c);
      }
    }
    VaeSpec spec =
        VaeSpec.builder()
            .event(6)
            .latent(2)
            .encoder(Layers.dense(8), Layers.tanh())
            .decoder(Layers.dense(8), Layers.tanh())
            .likelihood(Likelihoods.gaussian())
            .build();
    Vae vae = Vae.create(spec, 1);
    TrainingResult result = Trainer.of(vae).train(Rows.of(rows)).batch(16).epochs(3).run();
    Path folder = Path.of(arguments[0]);
    vae.save(folder);
    if (!Arrays.deepEquals(vae.sample(3, 7), Vae.load(folder).sample(3, 7))) {
      throw new AssertionError("a loaded model dreams otherwise");
    }
    System.out.println(
        Main.class.getModule()
            + " with "
            + vae.engine().kernels()
            + " kernels: "
            + result.epochs().size()
            + " epochs");
  }
}
