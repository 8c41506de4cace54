package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.export.ParityReport;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Posteriors;
import dev.vae.layers.Presets;
import dev.vae.layers.Priors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every part that is found, exported and compared in onnxruntime. */
class ExportEveryPartTest {
  private static final int DRAWS = 16;
  private static final Shape EVENT = Shape.of(4, 4, 2);

  /** Layers over images {@code [N, 4, 4, 2]}. */
  private static final List<Spec> IMAGE_LAYERS =
      List.of(
          Layers.conv2d(3, 3, 2, 1),
          Layers.conv2d(4, 3, 1, 1).with("groups", 2),
          Layers.convTranspose2d(3, 4, 2, 1),
          Layers.convTranspose2d(4, 4, 2, 1).with("groups", 2).with("weightNorm", true),
          Layers.convTranspose2d(3, 3, 2, 1).with("outputPadding", 1),
          Layers.upsample(2),
          Layers.maxPool(2),
          Layers.averagePool(2),
          Layers.batchNorm(),
          Layers.groupNorm(2),
          Layers.layerNorm(),
          Layers.relu(),
          Layers.flatten(),
          Layers.condition(),
          Layers.residual(Layers.conv2d(2, 3, 1, 1), Layers.elu()),
          Layers.residual(List.of(Layers.conv2d(3, 3, 1, 1)), List.of(Layers.conv2d(3, 1, 1, 0))));

  /** Layers over features {@code [N, 32]}. */
  private static final List<Spec> FLAT_LAYERS =
      List.of(
          Layers.dense(5),
          Layers.dense(5).with("weightNorm", true),
          Layers.gatedDense(5),
          Layers.highway(Layers.dense(32), Layers.relu()),
          Layers.repeat(3),
          Layers.gru(4, Layers.Returns.SEQUENCE).with("steps", 8),
          Layers.gru(4, Layers.Returns.LAST).with("steps", 8).with("direction", "both"),
          Layers.lstm(4, Layers.Returns.SEQUENCE).with("steps", 8).with("direction", "backward"),
          Layers.lstm(4, Layers.Returns.LAST).with("steps", 8),
          Layers.positionalEncoding().with("steps", 8),
          Layers.selfAttention(2).with("steps", 8),
          Layers.selfAttention(2).with("steps", 8).with("causal", true).with("norm", "after"),
          Layers.relu(),
          Layers.leakyRelu(0.2),
          Layers.elu(),
          Layers.gelu(),
          Layers.silu(),
          Layers.tanh(),
          Layers.sigmoid(),
          Layers.log1p(),
          Layers.observed(),
          Layers.oneHot(3),
          Layers.spikes(0, 1.5),
          Layers.perColumn(Likelihoods.of(Layers.log1p(), 4, "1-2")),
          Layers.softplus(),
          Layers.dropout(0.5),
          Layers.layerNorm(),
          Layers.batchNorm(),
          Layers.groupNorm(4),
          Layers.unflatten(4, 4, 2),
          Layers.residual(Layers.dense(32), Layers.tanh()));

  /** Layers over sequences, here behind a row that is the same at all steps. */
  private static final List<Spec> REPEATED_LAYERS =
      List.of(
          Layers.gru(4, Layers.Returns.SEQUENCE),
          Layers.gru(4, Layers.Returns.LAST).with("direction", "both"),
          Layers.lstm(4, Layers.Returns.SEQUENCE).with("direction", "backward"),
          Layers.lstm(4, Layers.Returns.LAST),
          Layers.positionalEncoding(),
          Layers.selfAttention(1));

  /** Layers over numbers of categories, of which there are 4. */
  private static final List<Spec> CATEGORY_LAYERS = List.of(Layers.embedding(4, 3));

  static final List<Spec> LIKELIHOODS =
      List.of(
          Likelihoods.bernoulli(),
          Likelihoods.gaussianFixed(0.5),
          Likelihoods.gaussian(Likelihoods.Variance.LEARNED),
          Likelihoods.gaussian(Likelihoods.Variance.PER_DIMENSION),
          Likelihoods.gaussian(Likelihoods.Variance.PER_ELEMENT),
          Likelihoods.laplace(),
          Likelihoods.logistic(),
          Likelihoods.studentT(),
          Likelihoods.exponential(),
          Likelihoods.gamma(),
          Likelihoods.logNormal(),
          Likelihoods.beta(),
          Likelihoods.continuousBernoulli(),
          Likelihoods.composite(
              Likelihoods.of(Likelihoods.categorical(3), 3, "1-1"),
              Likelihoods.of(Likelihoods.logNormal(), 0),
              Likelihoods.gaussian()),
          Likelihoods.poisson(),
          Likelihoods.negativeBinomial(),
          Likelihoods.binomial(5),
          Likelihoods.betaBinomial(5),
          Likelihoods.categorical(4),
          Likelihoods.ordinal(4),
          Likelihoods.discretizedLogistic(),
          Likelihoods.discretizedLogisticMixture(3),
          Likelihoods.hurdle(Likelihoods.gaussian(), 0, 0.25),
          Likelihoods.selfMasked(Likelihoods.gaussian(), "high"));

  static final List<Spec> POSTERIORS =
      List.of(
          Posteriors.gaussian(),
          Posteriors.fullCovariance(),
          Posteriors.planar(2),
          Posteriors.inverseAutoregressive(2),
          Posteriors.deterministic());

  static final List<Spec> PRIORS =
      List.of(
          Priors.standardNormal(),
          Priors.normal(),
          Priors.gaussianMixture(3),
          Priors.flow(3),
          Priors.vampPrior(4),
          Priors.conditionalNormal());

  @TempDir private Path folder;

  @Test
  void everyPartFoundHasAnExample() {
    Plugins plugins = Plugins.load();
    TreeSet<String> layers = names(IMAGE_LAYERS);
    layers.addAll(names(FLAT_LAYERS));
    layers.addAll(names(CATEGORY_LAYERS));
    assertEquals(new TreeSet<>(plugins.all(LayerProvider.class).keySet()), layers);
    assertEquals(new TreeSet<>(plugins.all(LikelihoodProvider.class).keySet()), names(LIKELIHOODS));
    assertEquals(new TreeSet<>(plugins.all(PosteriorProvider.class).keySet()), names(POSTERIORS));
    assertEquals(new TreeSet<>(plugins.all(PriorProvider.class).keySet()), names(PRIORS));
  }

  private static TreeSet<String> names(List<Spec> specs) {
    return specs.stream().map(Spec::name).collect(Collectors.toCollection(TreeSet::new));
  }

  @TestFactory
  Stream<DynamicTest> onnxruntimeAgreesWithOurEngine() throws Exception {
    Map<String, Vae> models = new LinkedHashMap<>();
    Spec unflatten = Layers.unflatten(4, 4, 2);
    Spec first = Layers.dense(32);
    for (Spec layer : IMAGE_LAYERS) {
      models.put(
          layer + " of images", vae(List.of(unflatten, layer), List.of(first, unflatten, layer)));
    }
    for (Spec layer : FLAT_LAYERS) {
      models.put(layer.toString(), vae(List.of(first, layer), List.of(first, layer)));
    }
    for (Spec layer : REPEATED_LAYERS) {
      models.put(
          layer + " of a repeated row", vae(List.of(first), List.of(Layers.repeat(5), layer)));
    }
    String page = Files.readString(Modules.root().resolve("docs/models.md"));
    String text = page.substring(page.indexOf("{\n  \"event\""));
    VaeSpec ofPage = VaeSpec.fromJson(text.substring(0, text.indexOf("```")));
    models.put("the model of text in docs/models.md", Vae.create(ofPage, 3));
    for (Spec layer : CATEGORY_LAYERS) {
      VaeSpec.Builder categories = builder().likelihood(Likelihoods.categorical(4));
      models.put(layer.toString(), Vae.create(categories.encoder(layer).build(), 3));
    }
    for (Spec likelihood : LIKELIHOODS) {
      VaeSpec spec = builder().likelihood(likelihood).encoder(first).decoder(first).build();
      models.put(likelihood.toString(), Vae.create(spec, 3));
      models.put(likelihood + " of scaled columns", Vae.builder(spec).schema(scaled()).build());
      Schema holes = scaled().withMissing(true);
      models.put(likelihood + " with holes", Vae.builder(spec).schema(holes).build());
    }
    for (Spec posterior : POSTERIORS) {
      VaeSpec spec = builder().posterior(posterior).encoder(first).decoder(first).build();
      models.put(posterior.toString(), Vae.create(spec, 3));
    }
    for (Spec prior : PRIORS) {
      int condition = prior.name().equals("conditionalNormal") ? 2 : 0;
      VaeSpec.Builder priors = builder().prior(prior).condition(condition);
      VaeSpec spec = priors.encoder(first).decoder(first).build();
      models.put(prior.toString(), Vae.create(spec, 3));
    }
    for (String preset : Presets.names()) {
      models.put(preset, Vae.create(Presets.of(preset, Shape.of(16, 16, 1)), 3));
    }
    return Stream.concat(
        models.entrySet().stream().map(e -> dynamicTest(e.getKey(), () -> check(e.getValue()))),
        Stream.of(
            dynamicTest("all pass the onnx package's checker", this::checkInPython),
            dynamicTest("onnxruntime in Python agrees", this::comparedInPython),
            dynamicTest("onnxruntime in Node agrees", this::comparedInNode),
            dynamicTest("onnxruntime in Chromium agrees", this::comparedInChromium)));
  }

  private static VaeSpec.Builder builder() {
    return VaeSpec.builder().likelihood(Spec.of("bernoulli")).event(EVENT).latent(3);
  }

  private static Vae vae(List<Spec> encoder, List<Spec> decoder) {
    boolean conditional = encoder.contains(Layers.condition());
    return Vae.create(
        builder()
            .condition(conditional ? 2 : 0)
            .encoder(encoder.toArray(Spec[]::new))
            .decoder(decoder.toArray(Spec[]::new))
            .build(),
        3);
  }

  private static Schema scaled() {
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < EVENT.elements(); i++) {
      mean.add(i - 7.0);
      deviation.add(0.5 + i);
      columns.add("column \"" + i + "\"");
    }
    return Schema.of(EVENT).withColumns(columns).withScaling(new Scaling(mean, deviation));
  }

  private void check(Vae vae) throws Exception {
    Path out = Files.createTempDirectory(folder, "model");
    VaeExporter exporter = VaeExporter.of(vae).draws(DRAWS);
    assertEquals(exporter.models().size() + 2, exporter.write(out).size());
    assertEquals(vae.scored(), exporter.models().containsKey("score"));
    assertEquals(vae.schema().missing(), exporter.models().containsKey("impute"));
    ParityReport report = exporter.check(out, OnnxSession.Device.CPU);
    assertTrue(report.passed(), report::toJson);
    ExportReferences.write(out, vae, DRAWS);
    noRows(out.resolve("encoder.onnx"), vae.graphs().encoder());
    noRows(out.resolve("decoder.onnx"), vae.graphs().decoder());
    noRows(out.resolve("reconstruct.onnx"), vae.graphs().reconstruct());
    noRows(out.resolve("sample.onnx"), vae.graphs().sample());
    if (vae.scored()) {
      noRows(out.resolve("score.onnx"), vae.graphs().score(DRAWS));
    }
    if (vae.schema().missing()) {
      noRows(out.resolve("impute.onnx"), vae.graphs().impute(DRAWS, 5));
    }
  }

  /** An empty batch gives empty results, as in the engine. */
  private static void noRows(Path file, Computation computation) throws Exception {
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (Op op : List.of(Op.INPUT, Op.NOISE)) {
      for (Tensor leaf : computation.leaves(op)) {
        inputs.put(leaf.name(), new float[Math.toIntExact(leaf.shape().elements(0))]);
      }
    }
    try (OnnxSession session = OnnxSession.open(file, OnnxSession.Device.CPU)) {
      Map<String, float[]> results = session.run(inputs, 0);
      computation
          .outputs()
          .forEach(
              (name, tensor) ->
                  assertEquals(tensor.shape().elements(0), results.get(name).length, name));
    }
  }

  private void comparedInPython() throws Exception {
    told(ExportReferences.inPython(Python.with("onnxruntime, numpy"), folder));
  }

  private void comparedInNode() throws Exception {
    String modules = System.getenv().getOrDefault("VAE_NODE_MODULES", "");
    assumeTrue(
        Files.isDirectory(Path.of(modules, "onnxruntime-node")),
        "no onnxruntime-node: VAE_NODE_MODULES names a folder node_modules that has it");
    told(ExportReferences.inNode(modules, folder));
  }

  private void comparedInChromium() throws Exception {
    Path runtime = Path.of(System.getenv().getOrDefault("VAE_NODE_MODULES", ""), "onnxruntime-web");
    assumeTrue(
        Files.isDirectory(runtime.resolve("dist")),
        "no onnxruntime-web: VAE_NODE_MODULES names a folder node_modules that has it");
    told(ExportReferences.inChromium(runtime, folder));
  }

  /** Ends with how many files were compared, and the largest difference of all. */
  private static void told(String printed) {
    String[] last = printed.strip().lines().reduce((a, b) -> b).orElse("").split(" ");
    assertTrue(last.length == 2 && Integer.parseInt(last[0]) > 500, printed);
    assertTrue(Double.parseDouble(last[1]) <= ParityReport.TOLERANCE, printed);
    System.out.println("files compared elsewhere, largest difference: " + String.join(" ", last));
  }

  private void checkInPython() throws Exception {
    Python.checkOnnx(folder, 1);
  }
}
