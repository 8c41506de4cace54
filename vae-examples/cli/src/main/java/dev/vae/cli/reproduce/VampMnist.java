package dev.vae.cli.reproduce;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Objectives;
import dev.vae.layers.Priors;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The one-layer models of table 1 of "VAE with a VampPrior" (Tomczak and Welling 2018): gated dense
 * layers 300-300, 40 latent dimensions, 500 pseudo-inputs, static binarised MNIST.
 */
final class VampMnist implements Reproduction {
  private static final String WHERE =
      "the binarised MNIST of Larochelle and Murray 2011, as IDX files of 0 and 1";
  private static final String STANDARD = "standard normal prior";
  private static final String VAMP = "VampPrior, 500 pseudo-inputs";
  private static final int UNITS = 300;

  @Override
  public String name() {
    return "vamp-mnist";
  }

  @Override
  public String about() {
    return "the standard prior and the VampPrior on static binarised MNIST"
        + " (binarized-mnist/*-ubyte.gz), table 1 of Tomczak and Welling 2018";
  }

  @Override
  public Report run(Setting setting) {
    long start = System.nanoTime();
    Dataset train = images(setting, "train");
    Dataset test = images(setting, "test");
    Comparison comparison =
        setting.quick()
            ? new Comparison(train, test.sample(1000, 1), 6, 100, List.of(1L), 500)
            : new Comparison(train, test, 60, 100, List.of(1L), 5000);
    double warmUp = setting.quick() ? 2 : 10;
    List<Comparison.Outcome> outcomes =
        comparison.run(
            List.of(
                model(STANDARD, Priors.standardNormal(), warmUp, 88.56),
                model(VAMP, Priors.vampPriorOfImages(500), warmUp, 85.57)),
            setting);
    double gain = Comparison.mean(outcomes, STANDARD) - Comparison.mean(outcomes, VAMP);
    double wanted = setting.quick() ? 0 : 1;
    return new Report(
        "The VampPrior on static binarised MNIST",
        List.of(
            "Published: table 1 of Tomczak and Welling 2018, one stochastic layer (L = 1); up to"
                + " 2000 epochs with early stopping, 5000 draws an image.",
            "Model: gated dense layers 784-300-300-40 and back, Bernoulli pixels; the KL's weight"
                + " grows from 0 to 1 over "
                + warmUp
                + " epochs.",
            comparison.describe(),
            "Not as in the paper: fewer epochs, no early stopping, a cosine for a constant learning"
                + " rate, a shorter warm-up.",
            comparison.judgement()),
        List.of(Comparison.table(outcomes)),
        List.of(
            String.format(
                Locale.ROOT,
                "The VampPrior is %.2f nats better than the standard normal prior (published: 2.99;"
                    + " wanted here: more than %.1f).",
                gain,
                wanted)),
        gain > wanted,
        (System.nanoTime() - start) * 1e-9);
  }

  private static Dataset images(Setting setting, String part) {
    String file = "binarized-mnist/" + part + "-images-idx3-ubyte.gz";
    return DataSource.parse("idx:" + setting.file(file, WHERE)).open();
  }

  private static Comparison.Model model(String name, Spec prior, double warmUp, double published) {
    VaeSpec spec =
        VaeSpec.builder()
            .event(Shape.of(28, 28, 1))
            .latent(40)
            .encoder(Layers.gatedDense(UNITS), Layers.gatedDense(UNITS))
            .decoder(Layers.gatedDense(UNITS), Layers.gatedDense(UNITS))
            .likelihood(Likelihoods.bernoulli())
            .prior(prior)
            .objective(Objectives.elbo().with("warmUp", warmUp))
            .build();
    return new Comparison.Model(name, spec, OptionalDouble.of(published));
  }
}
