package dev.vae.layers.prior;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.layers.density.Gaussians;
import java.util.List;

/**
 * A standard normal variable sent through affine couplings (Dinh et al. 2017, "Real NVP"): each
 * step scales and shifts one half of the dimensions by a net of the other half, in turn. Options
 * {@code steps} (4) and {@code units} (64).
 */
public final class FlowPrior implements PriorProvider {
  /** Log-scales stay within this, as in the paper's use of tanh. */
  private static final double LIMIT = 3;

  /** Found by ServiceLoader. */
  public FlowPrior() {}

  @Override
  public String name() {
    return "flow";
  }

  @Override
  public Prior create(Options options) {
    int steps = options.integer("steps", 4);
    int units = options.integer("units", 64);
    if (steps < 1 || units < 1) {
      throw new IllegalArgumentException(
          "'flow' needs at least 1 step and 1 unit, not " + steps + ", " + units);
    }
    return new Flow(steps, units);
  }

  private record Flow(int steps, int units) implements Prior {

    /** Goes back through the steps to the normal variable; log |det| adds up the log-scales. */
    @Override
    public Tensor logProb(Tensor z, Context pass) {
      int d = z.shape().dim(-1).factor();
      checkWidth(d);
      Tensor first = z.slice(-1, 0, d / 2);
      Tensor second = z.slice(-1, d / 2, d);
      Tensor change = null;
      for (int i = steps - 1; i >= 0; i--) {
        boolean even = i % 2 == 0;
        Tensor[] net = net(i, even ? first : second, even ? d - d / 2 : d / 2, pass);
        Tensor moved = (even ? second : first).sub(net[1]).mul(net[0].neg().exp());
        first = even ? first : moved;
        second = even ? moved : second;
        Tensor scales = net[0].sum(-1);
        change = change == null ? scales : change.add(scales);
      }
      Tensor origin = Tensor.concat(-1, List.of(first, second));
      return Gaussians.standardLogDensity(origin).sub(change);
    }

    @Override
    public Tensor sample(int latent, Context pass) {
      checkWidth(latent);
      Tensor noise = pass.noise(Noise.Distribution.NORMAL, Shape.batch(latent));
      Tensor first = noise.slice(-1, 0, latent / 2);
      Tensor second = noise.slice(-1, latent / 2, latent);
      for (int i = 0; i < steps; i++) {
        boolean even = i % 2 == 0;
        Tensor[] net = net(i, even ? first : second, even ? latent - latent / 2 : latent / 2, pass);
        Tensor moved = (even ? second : first).mul(net[0].exp()).add(net[1]);
        first = even ? first : moved;
        second = even ? moved : second;
      }
      return Tensor.concat(-1, List.of(first, second));
    }

    /** Log-scales and shifts. */
    private Tensor[] net(int step, Tensor seen, int outputs, Context pass) {
      try (var scope = pass.scope("coupling" + step)) {
        Tensor h = Gaussians.dense("hidden", seen, units, pass).relu();
        Tensor scale = Gaussians.dense("scale", h, outputs, pass);
        Tensor shift = Gaussians.dense("shift", h, outputs, pass);
        return new Tensor[] {scale.mul(1 / LIMIT).tanh().mul(LIMIT), shift};
      }
    }

    private static void checkWidth(int d) {
      if (d < 2) {
        throw new IllegalArgumentException(
            "the prior 'flow' couples halves of the latent dimensions and needs at least 2; use"
                + " 'gaussianMixture' for 1");
      }
    }
  }
}
