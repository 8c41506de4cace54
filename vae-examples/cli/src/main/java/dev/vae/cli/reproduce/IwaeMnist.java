package dev.vae.cli.reproduce;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.VaeSpec;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Objectives;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The one-layer column of table 1 of "Importance Weighted Autoencoders" (Burda, Grosse and
 * Salakhutdinov 2015): 784-200-200-50, tanh, MNIST binarised anew at every use.
 */
final class IwaeMnist implements Reproduction {
  private static final String WHERE =
      "yann.lecun.com/exdb/mnist, train-images-idx3-ubyte.gz and t10k-images-idx3-ubyte.gz";
  private static final String VAE = "VAE, k = 1";
  private static final String IWAE = "IWAE, k = 5";

  @Override
  public String name() {
    return "iwae-mnist";
  }

  @Override
  public String about() {
    return "VAE and IWAE with 1 and 5 draws on MNIST (mnist/*-ubyte.gz), table 1 of Burda et al."
        + " 2015";
  }

  @Override
  public Report run(Setting setting) {
    long start = System.nanoTime();
    Dataset train = images(setting, "mnist/train-images-idx3-ubyte.gz");
    Dataset test = images(setting, "mnist/t10k-images-idx3-ubyte.gz");
    Comparison comparison =
        setting.quick()
            ? new Comparison(train, test.sample(1000, 1), 8, 100, List.of(1L), 500)
            : new Comparison(train, test, 100, 100, List.of(1L), 5000);
    List<Comparison.Outcome> outcomes =
        comparison.run(
            List.of(
                model(VAE, Objectives.elbo(), 86.76),
                model("VAE, k = 5", Objectives.elbo().with("samples", 5), 86.47),
                model(IWAE, Objectives.iwae(5), 85.54)),
            setting);
    double gain = Comparison.mean(outcomes, VAE) - Comparison.mean(outcomes, IWAE);
    double wanted = setting.quick() ? 0 : 0.6;
    return new Report(
        "Importance weighted autoencoders on MNIST",
        List.of(
            "Published: table 1 of Burda et al. 2015, one stochastic layer; 3280 epochs of batches"
                + " of 20, −L_5000 of all 10,000 test images. IWAE with k = 1 is the VAE with k ="
                + " 1.",
            "Model: 784-200-200-50 and back, tanh, Bernoulli pixels, binarised anew at every use.",
            comparison.describe(),
            "Not as in the paper: fewer epochs, larger batches, a cosine for their eight learning"
                + " rates, decoder biases that start at 0.",
            comparison.judgement()),
        List.of(Comparison.table(outcomes)),
        List.of(
            String.format(
                Locale.ROOT,
                "IWAE with k = 5 is %.2f nats better than the VAE (published: 1.22 after 3280"
                    + " epochs; wanted here: more than %.1f).",
                gain,
                wanted)),
        gain > wanted,
        (System.nanoTime() - start) * 1e-9);
  }

  private static Dataset images(Setting setting, String file) {
    return DataSource.parse("idx:" + setting.file(file, WHERE))
        .open()
        .binarized(Binarization.DYNAMIC);
  }

  private static Comparison.Model model(String name, Spec objective, double published) {
    VaeSpec spec =
        VaeSpec.builder()
            .event(Shape.of(28, 28, 1))
            .latent(50)
            .encoder(Layers.dense(200), Layers.tanh(), Layers.dense(200), Layers.tanh())
            .decoder(Layers.dense(200), Layers.tanh(), Layers.dense(200), Layers.tanh())
            .likelihood(Likelihoods.bernoulli())
            .objective(objective)
            .build();
    return new Comparison.Model(name, spec, OptionalDouble.of(published));
  }
}
