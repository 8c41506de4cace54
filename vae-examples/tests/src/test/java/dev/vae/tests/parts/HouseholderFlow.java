package dev.vae.tests.parts;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A diagonal Gaussian turned by reflections, whose mirrors come from the features (Tomczak and
 * Welling 2016). Option {@code steps} (2).
 */
public final class HouseholderFlow implements PosteriorProvider {
  @Override
  public String name() {
    return "householderFlow";
  }

  @Override
  public Posterior create(Options options) {
    int steps = options.integer("steps", 2);
    return (features, latent, pass) -> {
      List<Tensor> mirrors = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        Tensor v = dense("mirror" + i, features, latent, pass).add(0.01);
        mirrors.add(v.div(v.square().reduce(Op.SUM, true, -1).add(1e-6).sqrt()));
      }
      Tensor mean = dense("mean", features, latent, pass);
      Tensor free = dense("logVariance", features, latent, pass);
      return new Turned(mean, Functions.softLimit(free, 10), mirrors, pass);
    };
  }

  private static Tensor dense(String name, Tensor x, int units, Context pass) {
    int width = x.shape().dim(-1).factor();
    Shape shape = Shape.of(width, units);
    return x.matmul(pass.parameter(name, shape, Initializer.glorot(width, units)));
  }

  private record Turned(Tensor base, Tensor logVariances, List<Tensor> mirrors, Context pass)
      implements Inference {
    @Override
    public Tensor mean() {
      return turned(base);
    }

    @Override
    public Optional<Tensor> logVariance() {
      return Optional.empty(); // the covariance is not diagonal
    }

    @Override
    public Draw draw(int samples) {
      Shape shape = base.shape().withLeading(Dim.of(samples));
      Tensor noise = pass.noise(Noise.Distribution.NORMAL, shape);
      Tensor z = noise.mul(logVariances.mul(0.5).exp()).add(base);
      Tensor each = noise.square().add(logVariances).add(Math.log(2 * Math.PI));
      return new Draw(turned(z), each.sum(-1).mul(-0.5)); // reflections keep volumes
    }

    private Tensor turned(Tensor z) {
      Tensor turned = z;
      for (Tensor v : mirrors) {
        turned = turned.sub(turned.mul(v).reduce(Op.SUM, true, -1).mul(v).mul(2));
      }
      return turned;
    }
  }
}
