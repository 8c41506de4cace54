package dev.vae.core.contract.bench;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import java.util.Optional;

/**
 * A diagonal Gaussian that priors and objectives are tried with.
 *
 * @param mean {@code [N, d]}
 * @param variance the log-variance, {@code [N, d]}
 */
public record DiagonalGaussian(Tensor mean, Tensor variance, Context pass) implements Inference {
  @Override
  public Optional<Tensor> logVariance() {
    return Optional.of(variance);
  }

  @Override
  public Draw draw(int samples) {
    Tensor noise = pass.noise(Noise.Distribution.NORMAL, mean.shape().withLeading(Dim.of(samples)));
    Tensor log = noise.square().add(variance).add(Math.log(2 * Math.PI)).sum(-1).mul(-0.5);
    return new Draw(mean.add(noise.mul(variance.mul(0.5).exp())), log);
  }
}
