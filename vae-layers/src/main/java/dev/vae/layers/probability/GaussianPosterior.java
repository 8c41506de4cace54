package dev.vae.layers.probability;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Pass;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import java.util.List;
import java.util.Optional;

/**
 * A Gaussian with diagonal covariance (Kingma and Welling 2013). Its mean is a dense layer on the
 * encoder's features. Option {@code variance}: {@code perElement} (another dense layer, the
 * default), or {@code shared} (one learned variance for each dimension, the same for all rows, as
 * in the exact posterior of a linear model).
 */
public final class GaussianPosterior implements PosteriorProvider {
  private static final double LOG_2_PI = Math.log(2 * Math.PI);

  /** Found by ServiceLoader. */
  public GaussianPosterior() {}

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public Posterior create(Options options) {
    boolean shared =
        options.choice("variance", "perElement", List.of("perElement", "shared")).equals("shared");
    return (features, latent, pass) -> {
      Tensor mean = dense("mean", features, latent, pass);
      Tensor free =
          shared
              ? pass.parameter("logVariance", Shape.of(latent), Initializer.ZERO)
                  .expand(mean.shape())
              : dense("logVariance", features, latent, pass);
      return new Diagonal(mean, LogVariance.limited(free), pass);
    };
  }

  private static Tensor dense(String name, Tensor features, int outputs, Pass pass) {
    int inputs = features.shape().dim(-1).factor();
    Initializer first = Initializer.uniform(1 / Math.sqrt(inputs));
    try (Graph.Scope scope = pass.scope(name)) {
      Tensor weight = pass.parameter("weight", Shape.of(inputs, outputs), first);
      return features.matmul(weight).add(pass.parameter("bias", Shape.of(outputs), first));
    }
  }

  private record Diagonal(Tensor mean, Tensor variance, Pass pass) implements Inference {
    @Override
    public Optional<Tensor> logVariance() {
      return Optional.of(variance);
    }

    @Override
    public Draw draw(int samples) {
      Shape each = mean.shape();
      Shape all = each.withLeading(Dim.of(samples));
      Noise.Distribution normal = Noise.Distribution.NORMAL;
      Tensor deviation = variance.mul(0.5).exp();
      if (samples == 1) {
        Tensor noise = pass.noise(normal, each);
        Tensor z = mean.add(deviation.mul(noise));
        return new Draw(z.reshape(all), density(noise).reshape(Shape.of(Dim.of(1), each.dim(0))));
      }
      Tensor noise = pass.noise(normal, all);
      return new Draw(mean.add(deviation.mul(noise)), density(noise));
    }

    /** log q(z | x) with z = mean + deviation · noise. */
    private Tensor density(Tensor noise) {
      return noise.square().add(variance).add(LOG_2_PI).sum(-1).mul(-0.5);
    }
  }
}
