package dev.vae.tests.parts;

import dev.vae.core.density.Draws;
import dev.vae.core.density.Stirling;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * A mixture of products of Student's t distributions with learned weights, locations and scales.
 * Options: {@code components} (10), {@code freedom} (5).
 */
public final class StudentTMixture implements PriorProvider {
  @Override
  public String name() {
    return "studentTMixture";
  }

  @Override
  public Prior create(Options options) {
    return new Mixture(options.integer("components", 10), options.decimal("freedom", 5));
  }

  private record Mixture(int components, double freedom) implements Prior {
    @Override
    public Tensor logProb(Tensor z, Context pass) {
      int latent = z.shape().dim(-1).factor();
      List<Dim> dims = new ArrayList<>(z.shape().dims());
      dims.add(dims.size() - 1, Dim.of(1)); // [..., 1, d] against [M, d]
      Tensor logScale = logScales(latent, pass);
      Tensor t = z.reshape(new Shape(dims)).sub(locations(latent, pass)).mul(logScale.neg().exp());
      double half = (freedom + 1) / 2;
      double constant =
          Stirling.logGamma(half)
              - Stirling.logGamma(freedom / 2)
              - 0.5 * Math.log(freedom * Math.PI);
      Tensor each = t.square().mul(1 / freedom).log1p().mul(-half).sub(logScale).add(constant);
      return each.sum(-1).add(logWeights(pass)).logSumExp(-1);
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      Tensor uniform = pass.noise(Noise.Distribution.UNIFORM, Shape.batch(components));
      Tensor chosen = Functions.drawOneHot(logWeights(pass), uniform);
      Tensor normal = pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent));
      Tensor halves = pass.graph().constant(freedom / 2).expand(normal.shape());
      Tensor t = normal.div(Draws.gamma(pass, halves).mul(2 / freedom).sqrt());
      Tensor scale = chosen.matmul(logScales(latent, pass).exp());
      return chosen.matmul(locations(latent, pass)).add(scale.mul(t));
    }

    private Tensor logWeights(Context pass) {
      Shape shape = Shape.of(components);
      return Functions.logSoftmax(pass.parameter("weights", shape, Initializer.ZERO), 0);
    }

    private Tensor locations(int latent, Context pass) {
      return pass.parameter("locations", Shape.of(components, latent), Initializer.normal(1));
    }

    private Tensor logScales(int latent, Context pass) {
      Shape shape = Shape.of(components, latent);
      return Functions.softLimit(pass.parameter("logScales", shape, Initializer.ZERO), 7);
    }
  }
}
