package dev.vae.layers.posterior;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Posterior;
import dev.vae.core.plugin.PosteriorProvider;
import dev.vae.layers.density.Gaussians;
import dev.vae.layers.density.MaskedDense;

/**
 * A diagonal Gaussian followed by inverse autoregressive flows, z ← σ·z + (1 − σ)·m with σ =
 * sigmoid(s) and (m, s) from a masked net of z and the encoder's features, in alternating order
 * (Kingma et al. 2016, algorithm 1). Options {@code steps} (2) and {@code units} (100), the masked
 * nets' hidden units.
 */
public final class InverseAutoregressivePosterior implements PosteriorProvider {

  /** Found by ServiceLoader. */
  public InverseAutoregressivePosterior() {}

  @Override
  public String name() {
    return "inverseAutoregressive";
  }

  @Override
  public Posterior create(Options options) {
    int steps = options.integer("steps", 2);
    int units = options.integer("units", 100);
    if (steps < 1 || units < 1) {
      throw new IllegalArgumentException(
          "'inverseAutoregressive' needs at least 1 step and 1 unit, not " + steps + ", " + units);
    }
    return (features, latent, pass) ->
        FlowPosterior.of(features, latent, pass, new Flow(features, steps, units, pass)::bend);
  }

  private record Flow(Tensor features, int steps, int units, Context pass) {
    Inference.Draw bend(Inference.Draw start) {
      Tensor z = start.z();
      Tensor density = start.logProb();
      for (int i = 0; i < steps; i++) {
        try (var scope = pass.scope("flow" + i)) {
          Tensor context = Gaussians.dense("context", features, units, pass);
          Tensor[] net = MaskedDense.outputs(z, context, i % 2 == 1, pass);
          // The gate starts nearly open, so that the flow starts near the identity.
          Tensor s = net[1].add(2);
          Tensor gate = s.sigmoid();
          z = gate.mul(z).add(gate.neg().add(1).mul(net[0]));
          density = density.sub(Functions.logSigmoid(s).sum(-1));
        }
      }
      return new Inference.Draw(z, density);
    }
  }
}
