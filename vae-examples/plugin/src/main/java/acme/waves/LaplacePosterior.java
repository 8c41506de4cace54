package acme.waves;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import java.util.Optional;

// Independent Laplace distributions, q(z | x) = Π exp(−|z − μ| / s) / 2s, whose tails are longer
// than a Gaussian's (Kotz, Kozubowski and Podgórski 2001, chapter 2).
public final class LaplacePosterior implements PosteriorProvider {
  @Override
  public String name() {
    return "laplace";
  }

  @Override
  public Posterior create(Options options) {
    return (features, latent, pass) -> {
      Tensor mean = dense("mean", features, latent, pass);
      Tensor logScale = Functions.softLimit(dense("logScale", features, latent, pass), 9);
      return new Laplace(mean, logScale, pass);
    };
  }

  private static Tensor dense(String name, Tensor x, int units, Context pass) {
    int width = x.shape().dim(-1).factor();
    Initializer initial = Initializer.glorot(width, units);
    return x.matmul(pass.parameter(name, Shape.of(width, units), initial))
        .add(pass.parameter(name + ".bias", Shape.of(units), Initializer.ZERO));
  }

  private record Laplace(Tensor mean, Tensor logScale, Context pass) implements Inference {
    @Override
    public Optional<Tensor> logVariance() {
      return Optional.empty(); // that is for diagonal Gaussians, whose KL has a closed form
    }

    @Override
    public Optional<Tensor> logProb(Tensor z) {
      Tensor distance = z.sub(mean).abs().mul(logScale.neg().exp());
      return Optional.of(distance.add(logScale).add(Math.log(2)).sum(-1).neg());
    }

    @Override
    public Draw draw(int samples) { // the difference of two exponential variables
      Shape shape = mean.shape().withLeading(Dim.of(samples));
      Tensor one = pass.noise(Noise.Distribution.UNIFORM, shape).log();
      Tensor other = pass.noise(Noise.Distribution.UNIFORM, shape).log();
      Tensor z = mean.add(logScale.exp().mul(one.sub(other)));
      return new Draw(z, logProb(z).orElseThrow());
    }
  }
}
