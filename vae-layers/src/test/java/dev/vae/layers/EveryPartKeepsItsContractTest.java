package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.contract.Contract;
import dev.vae.core.contract.LayerContract;
import dev.vae.core.contract.LikelihoodContract;
import dev.vae.core.contract.ObjectiveContract;
import dev.vae.core.contract.PosteriorContract;
import dev.vae.core.contract.PriorContract;
import dev.vae.core.contract.Rule;
import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.LikelihoodProvider;
import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.core.plugin.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The contract kit over everything that ServiceLoader finds, in all variants worth telling. */
class EveryPartKeepsItsContractTest {
  /** More of them are for somebody who changes the rules: what does a right part fail by chance? */
  private static final long SEEDS = Long.getLong("vae.contract.seeds", 1);

  private static final Shape ROW = Shape.of(6);
  private static final Shape IMAGE = Shape.of(4, 5, 2);
  private static final Shape SEQUENCE = Shape.of(4, 6);

  private static final Map<Class<? extends NamedProvider>, Map<Spec, Contract<?>>> CONTRACTS =
      new LinkedHashMap<>();

  static {
    CONTRACTS.put(LayerProvider.class, layers());
    CONTRACTS.put(LikelihoodProvider.class, likelihoods());
    CONTRACTS.put(
        PosteriorProvider.class,
        each(
            PosteriorContract::of,
            Spec.of("gaussian"),
            Spec.of("gaussian").with("variance", "shared"),
            Spec.of("fullCovariance"),
            Spec.of("planar").with("steps", 2),
            Spec.of("inverseAutoregressive").with("units", 6),
            Spec.of("deterministic")));
    CONTRACTS.put(
        PriorProvider.class,
        each(
            PriorContract::of,
            Spec.of("standardNormal"),
            Spec.of("normal"),
            Spec.of("gaussianMixture").with("components", 3),
            Spec.of("flow").with("units", 5),
            Spec.of("vampPrior").with("components", 3),
            Spec.of("vampPrior").with("components", 4).with("range", "unit")));
    CONTRACTS
        .get(PriorProvider.class)
        .putAll(
            each(
                spec -> PriorContract.of(spec).condition(2),
                Spec.of("conditionalNormal"),
                Spec.of("vampPrior").with("components", 2)));
    CONTRACTS.put(ObjectiveProvider.class, objectives());
  }

  private static Map<Spec, Contract<?>> objectives() {
    Map<Spec, Contract<?>> all =
        each(
            ObjectiveContract::of,
            Objectives.elbo(),
            Objectives.elbo(4).with("warmUp", 2.5).with("samples", 3),
            Objectives.iwae(3));
    all.putAll(
        each(
            spec -> ObjectiveContract.of(spec).rowsMeet(),
            Objectives.elboOfCapacity(3, 2).with("gamma", 5),
            Objectives.elboWithFreeBits(0.5),
            Objectives.elboWithFreeBits(0.5, 1).with("warmUp", 2),
            Objectives.betaTc(6),
            Objectives.betaTc(6).with("sampling", "stratified"),
            Objectives.infoVae(0.2, 10),
            Objectives.infoVae(1, 10).with("kernel", "imq"),
            Objectives.waeMmd(10),
            Objectives.masked(0.6),
            Objectives.waeMmd(10).with("kernel", "rbf").with("bandwidth", 0.5),
            Objectives.dipI(10, 100),
            Objectives.dipII(10, 5)));
    // its derivative has the right expectation, but is not that of the bound of these draws
    all.putAll(
        each(
            spec -> ObjectiveContract.of(spec).except(Rule.GRADIENTS),
            Objectives.doublyReparameterizedIwae(3)));
    return all;
  }

  private static Map<Spec, Contract<?>> layers() {
    Map<Spec, Contract<?>> all =
        each(
            spec -> LayerContract.of(spec).input(ROW),
            Layers.dense(3),
            Layers.dense(3).with("bias", false).with("init", "he"),
            Layers.dense(3).with("weightNorm", true),
            Layers.gatedDense(4),
            Layers.relu(),
            Layers.leakyRelu(0.2),
            Layers.elu(),
            Layers.gelu(),
            Layers.silu(),
            Layers.tanh(),
            Layers.sigmoid(),
            Layers.log1p(),
            Layers.oneHot(3),
            Layers.observed(),
            Layers.spikes(0, 1),
            Layers.perColumn(
                Likelihoods.of(Layers.log1p(), 4, "1-2"), Likelihoods.of(Layers.dense(2), 0)),
            Layers.softplus(),
            Layers.dropout(0.3),
            Layers.layerNorm(),
            Layers.batchNorm(),
            Layers.unflatten(1, 3, 2),
            Layers.residual(Layers.dense(6), Layers.tanh()),
            Layers.highway(Layers.dense(6), Layers.tanh()),
            Layers.repeat(2),
            Layers.gru(4, Layers.Returns.LAST).with("steps", 3));
    all.putAll(
        each(
            spec -> LayerContract.of(spec).input(SEQUENCE),
            Layers.gru(3, Layers.Returns.SEQUENCE),
            Layers.lstm(3, Layers.Returns.SEQUENCE).with("direction", "both"),
            Layers.lstm(2, Layers.Returns.LAST),
            Layers.positionalEncoding(),
            Layers.positionalEncoding().with("learned", true),
            Layers.selfAttention(2),
            Layers.selfAttention(2)
                .with("norm", "after")
                .with("causal", true)
                .with("dropout", 0.1)));
    Spec embedding = Layers.embedding(5, 3);
    all.put(embedding, LayerContract.of(embedding).input(ROW).values(0, 1, 2, 3, 4));
    all.putAll(
        each(
            spec -> LayerContract.of(spec).input(IMAGE),
            Layers.conv2d(4, 3, 2, 1),
            Layers.convTranspose2d(3, 4, 2, 1),
            Layers.conv2d(4, 3, 2, 1).with("weightNorm", true),
            Layers.convTranspose2d(4, 4, 2, 1).with("groups", 2).with("weightNorm", true),
            Layers.groupNorm(2),
            Layers.upsample(2),
            Layers.maxPool(2),
            Layers.averagePool(2),
            Layers.flatten()));
    for (Shape input : List.of(ROW, Shape.of(4, 3), IMAGE)) {
      LayerContract contract = LayerContract.of(Layers.condition()).input(input).condition(2);
      // a key of its own for each shape: options are not read before the contract does
      all.put(Spec.of("condition").with("of", input.toString()), contract);
    }
    return all;
  }

  private static Map<Spec, Contract<?>> likelihoods() {
    Map<Spec, Contract<?>> all =
        each(
            LikelihoodContract::of,
            Spec.of("bernoulli"),
            Spec.of("gaussian"),
            Spec.of("gaussian").with("variance", "fixed").with("value", 0.3),
            Spec.of("gaussian").with("variance", "perDimension"),
            Spec.of("gaussian").with("variance", "perElement"),
            Spec.of("laplace"),
            Spec.of("logistic"),
            Spec.of("selfMasked"),
            Spec.of("studentT"),
            Spec.of("exponential"),
            Spec.of("gamma"),
            Spec.of("logNormal"),
            Spec.of("beta"),
            Spec.of("continuousBernoulli"),
            Spec.of("poisson"),
            Spec.of("negativeBinomial"));
    double[] counts = IntStream.rangeClosed(0, 7).asDoubleStream().toArray();
    all.putAll(
        each(
            spec -> LikelihoodContract.of(spec).values(counts),
            Spec.of("binomial").with("trials", 7),
            Spec.of("betaBinomial").with("trials", 7),
            Spec.of("categorical").with("categories", 8),
            Spec.of("categorical").with("categories", 8).with("embedding", 3),
            Spec.of("categorical")
                .with("categories", 8)
                .with("embedding", 3)
                .with("shared", "words"),
            Spec.of("ordinal").with("categories", 8)));
    all.putAll(
        each(
            spec -> LikelihoodContract.of(spec).spikes(0),
            Spec.of("hurdle"),
            Spec.of("hurdle").with("likelihood", Spec.of("laplace"))));
    all.putAll(
        each(
            spec -> LikelihoodContract.of(spec).spikes(-0.7, 1.3),
            Spec.of("hurdle").with("at", List.of(-0.7, 1.3))));
    double[] levels = IntStream.rangeClosed(0, 15).mapToDouble(i -> i / 15.0).toArray();
    all.putAll(
        each(
            spec -> LikelihoodContract.of(spec).values(levels).meanWithin(0.5 / 15),
            Spec.of("discretizedLogistic").with("levels", 16),
            Spec.of("discretizedLogisticMixture").with("levels", 16).with("components", 3)));
    all.putAll(
        each(
            spec ->
                LikelihoodContract.of(spec)
                    .event(Shape.of(6))
                    .valuesOf(2, 0, 1, 2)
                    .valuesOf(4, 0, 1, 2),
            Likelihoods.composite(
                Likelihoods.of(Spec.of("poisson"), 1),
                Likelihoods.of(Spec.of("ordinal").with("categories", 3), 4, 2),
                Likelihoods.of(Spec.of("gaussian").with("variance", "perDimension"), "5"),
                Likelihoods.of(Spec.of("gamma"), "3-3"),
                Spec.of("gaussian").with("variance", "perElement"))));
    return all;
  }

  private static Map<Spec, Contract<?>> each(Function<Spec, Contract<?>> contract, Spec... specs) {
    Map<Spec, Contract<?>> all = new LinkedHashMap<>();
    List.of(specs).forEach(spec -> all.put(spec, contract.apply(spec)));
    return all;
  }

  @Test
  void everyPartThatIsFoundHasAContractHere() {
    CONTRACTS.forEach(
        (kind, contracts) -> {
          var here = new TreeSet<>(contracts.keySet().stream().map(Spec::name).toList());
          assertEquals(new TreeSet<>(Plugins.load().all(kind).keySet()), here);
        });
  }

  @Test
  void exportsAreComparedToo() {
    assertTrue(ModuleLayer.boot().findModule("dev.vae.export").isPresent());
  }

  @TestFactory
  Stream<DynamicTest> everyPartKeepsItsContract() {
    return CONTRACTS.values().stream()
        .flatMap(contracts -> contracts.entrySet().stream())
        .map(
            entry ->
                dynamicTest(
                    entry.getKey().toString(),
                    () -> {
                      for (long seed = 0; seed < SEEDS; seed++) {
                        entry.getValue().seed(seed).check();
                      }
                    }));
  }
}
