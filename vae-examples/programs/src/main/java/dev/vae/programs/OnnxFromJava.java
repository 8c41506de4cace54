package dev.vae.programs;

import static dev.vae.layers.Layers.dense;
import static dev.vae.layers.Layers.relu;

import dev.vae.core.model.Vae;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Likelihoods;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Exports a model, runs its encoder in onnxruntime, and compares it with the model's own. */
public final class OnnxFromJava {
  private OnnxFromJava() {}

  /** Runs the example; the argument is the folder to write into. */
  public static void main(String[] arguments) throws IOException {
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

    Path folder = Path.of(arguments[0], "onnx");
    VaeExporter exporter = VaeExporter.of(vae);
    exporter.write(folder);
    System.out.println(
        "all files agree: " + exporter.check(folder, OnnxSession.Device.CPU).passed());

    float[] picture = vae.sampleMeans(1, 42)[0]; // raw grey levels, as the data hold them
    float[] mean = vae.encode(new float[][] {picture}).mean()[0];
    try (OnnxSession encoder =
        OnnxSession.open(folder.resolve("encoder.onnx"), OnnxSession.Device.CPU)) {
      System.out.println("inputs " + encoder.inputs() + ", outputs " + encoder.outputs());
      float[] same = encoder.run(Map.of("x", picture), 1).get("mean");
      for (int i = 0; i < mean.length; i++) {
        System.out.printf("latent %d: %.5f here, %.5f in onnxruntime%n", i, mean[i], same[i]);
      }
    }
  }
}
