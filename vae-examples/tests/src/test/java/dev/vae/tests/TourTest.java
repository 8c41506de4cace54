package dev.vae.tests;

import static dev.vae.layers.Layers.dense;
import static dev.vae.layers.Layers.relu;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.estimate.Estimator;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.predict.Predictor;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingResult;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Likelihoods;
import dev.vae.tests.cli.Cli;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tour of the whole system, to be read as a table of contents. */
class TourTest {
  @TempDir private static Path folder;
  private static Dataset digits;
  private static Dataset others;
  private static Vae vae;
  private static TrainingResult training;

  // 1. Data are opened by a text, a model is made of parts by name and trained on them.

  private static VaeSpec spec() {
    return VaeSpec.builder()
        .latent(4)
        .encoder(dense(64), relu())
        .decoder(dense(64), relu())
        .likelihood(Likelihoods.bernoulli())
        .build();
  }

  private static Trainer trainer(Vae model) {
    return Trainer.of(model).train(digits).validation(others).batch(32).epochs(3);
  }

  @BeforeAll
  static void train() {
    digits = DataSource.parse("digits#512").open();
    others = DataSource.parse("digits#test").open().limit(64);
    vae = Vae.builder(spec()).data(digits).seed(1).build();
    training = trainer(vae).run();
    vae.save(folder.resolve("model"));
  }

  @Test
  void trainingRaisesTheBound() {
    Vae untrained = Vae.builder(spec()).data(digits).seed(1).build();
    try (Estimator before = Estimator.of(untrained);
        Estimator after = Estimator.of(vae)) {
      double gain = after.elbo(others).logLikelihood() - before.elbo(others).logLikelihood();
      assertTrue(gain > 50, gain + " nats a row");
    }
    assertEquals(3, training.epochs().size());
  }

  // 2. The same seed gives the same bits, with any number of threads.

  @Test
  void trainingAgainGivesTheSameBits() {
    try (Engine one = Engine.of(1, null)) {
      Vae again = Vae.builder(spec()).data(digits).engine(one).seed(1).build();
      trainer(again).run();
      again
          .variables()
          .all()
          .forEach((name, v) -> assertArrayEquals(v.values(), vae.variables().get(name).values()));
    }
  }

  // 3. It is judged in nats, by bounds that grow with the samples spent.

  @Test
  void moreSamplesGiveATighterBound() {
    try (Estimator estimator = Estimator.of(vae).samples(50)) {
      Estimate elbo = estimator.elbo(others);
      Estimate iwae = estimator.iwae(others);
      assertTrue(iwae.logLikelihood() > elbo.logLikelihood(), iwae + " " + elbo);
      assertEquals(64, estimator.byRow(EstimateKind.IWAE, others).size());
    }
  }

  // 4. It samples, encodes, decodes and reconstructs, in the units of the data.

  @Test
  void picturesAreGreyLevels() {
    for (float[] picture : vae.sampleMeans(5, 42)) {
      assertEquals(784, picture.length);
      for (float level : picture) {
        assertTrue(level >= 0 && level <= 255, level + " is not a grey level");
      }
    }
  }

  @Test
  void decodingACodeIsReconstructing() {
    float[][] means = vae.encode(others).mean();
    assertEquals(64, means.length);
    assertEquals(4, means[0].length);
    assertArrayEquals(vae.reconstruct(others)[7], vae.decode(means)[7], 1e-3f);
  }

  // 5. A saved model is the same model; a predictor serves it to many threads.

  @Test
  void aLoadedModelGivesTheSameBits() {
    Vae loaded = Vae.load(folder.resolve("model"));
    assertArrayEquals(vae.sample(3, 7)[2], loaded.sample(3, 7)[2]);
    try (Predictor predictor = Predictor.load(folder.resolve("model"))) {
      assertArrayEquals(loaded.encode(others).mean()[5], predictor.encode(others).mean()[5]);
    }
  }

  // 6. It is exported, and runs the same in onnxruntime.

  @Test
  void onnxruntimeAgrees() throws Exception {
    Path onnx = folder.resolve("onnx");
    VaeExporter exporter = VaeExporter.of(vae);
    assertEquals(7, exporter.write(onnx).size());
    var parity = exporter.check(onnx, OnnxSession.Device.CPU);
    assertTrue(parity.passed(), parity::toJson);
    float[] picture = vae.sampleMeans(1, 42)[0];
    try (OnnxSession encoder =
        OnnxSession.open(onnx.resolve("encoder.onnx"), OnnxSession.Device.CPU)) {
      float[] mean = encoder.run(Map.of("x", picture), 1).get("mean");
      assertArrayEquals(vae.encode(new float[][] {picture}).mean()[0], mean, 1e-4f);
    }
  }

  // 7. The command line does the same with the same bits.

  @Test
  void theCommandLineTrainsTheSameModel() throws Exception {
    Path config = folder.resolve("spec.json");
    Files.writeString(
        config,
        """
        {"latent": 4, "likelihood": "bernoulli",
         "encoder": [{"type": "dense", "units": 64}, "relu"],
         "decoder": [{"type": "dense", "units": 64}, "relu"]}
        """);
    Path out = folder.resolve("by-command");
    vae(
        "train",
        "--data",
        "digits#512",
        "--config",
        config,
        "--validation",
        "digits#test,64",
        "--batch",
        32,
        "--epochs",
        3,
        "--out",
        out);
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("model/weights.safetensors")),
        Files.readAllBytes(out.resolve("weights.safetensors")));
    assertTrue(vae("eval", out, "--data", "digits#test,64").contains("nats"));
    vae("sample", out, "--count", 4, "--out", folder.resolve("samples.png"));
    assertTrue(Files.size(folder.resolve("samples.png")) > 0);
  }

  // 8. Parts can be added from outside; what there is can be listed.

  @Test
  void pluginsAreListed() {
    assertTrue(vae("plugins").contains("bernoulli"));
    assertEquals(java.util.List.of(), Plugins.load().problems());
  }

  private static String vae(Object... arguments) {
    return Cli.run(arguments).done().out();
  }
}
