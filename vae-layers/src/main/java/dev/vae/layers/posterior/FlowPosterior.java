package dev.vae.layers.posterior;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.layers.density.Gaussians;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A diagonal Gaussian whose samples go through a flow. Its density is known of its own samples
 * only; as its mean counts that of the Gaussian, moved by the flow.
 *
 * @param base the Gaussian's mean, {@code [N, d]}
 * @param flow moves samples, and takes what it changes off their log-density
 */
record FlowPosterior(
    Tensor base, Tensor logVariances, Context pass, UnaryOperator<Inference.Draw> flow)
    implements Inference {

  /** Makes one whose Gaussian is dense in the encoder's features. */
  static FlowPosterior of(
      Tensor features, int latent, Context pass, UnaryOperator<Inference.Draw> flow) {
    return new FlowPosterior(
        Gaussians.dense("mean", features, latent, pass),
        Gaussians.logVariance(features, latent, pass),
        pass,
        flow);
  }

  @Override
  public Tensor mean() {
    return flow.apply(new Draw(base, base.mul(0).sum(-1))).z();
  }

  @Override
  public Optional<Tensor> logVariance() {
    return Optional.empty();
  }

  @Override
  public Draw draw(int samples) {
    return flow.apply(Gaussians.draw(base, logVariances, samples, pass));
  }
}
