package acme.waves;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Layers;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @Test
  void trainsAndExports(@TempDir Path folder) throws Exception {
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .encoder(Spec.of("sine").with("units", 16).with("frequency", 3))
            .decoder(Layers.dense(16), Layers.tanh())
            .likelihood(Spec.of("rayleigh"))
            .posterior(Spec.of("laplace"))
            .prior(Spec.of("logistic"))
            .objective(Spec.of("cyclicElbo").with("period", 5))
            .build();
    Random random = new Random(1);
    float[][] heights = new float[500][3];
    for (float[] row : heights) {
      for (int i = 0; i < 3; i++) {
        row[i] = (float) ((i + 1) * Math.sqrt(-2 * Math.log(1 - random.nextDouble())));
      }
    }
    Rows rows = Rows.of(heights);
    Vae vae = Vae.create(spec, 1);
    double before = Estimator.of(vae).elbo(rows).logLikelihood();
    Trainer.of(vae)
        .train(rows)
        .epochs(20)
        .optimizer(Spec.parse("lion(learningRate=0.001)"))
        .schedule(Spec.of("triangle"))
        .run();
    double after = Estimator.of(vae).elbo(rows).logLikelihood();
    assertTrue(after > before + 0.5, before + " nats a row became " + after);

    VaeExporter.of(vae).write(folder);
    assertTrue(VaeExporter.of(vae).check(folder, OnnxSession.Device.CPU).passed());
  }
}
