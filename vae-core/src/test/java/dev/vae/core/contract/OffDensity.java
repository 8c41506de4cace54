package dev.vae.core.contract;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Inference;
import java.util.Optional;

/** A posterior whose density of given points is one nat off. */
record OffDensity(Inference q) implements Inference {
  @Override
  public Tensor mean() {
    return q.mean();
  }

  @Override
  public Optional<Tensor> logVariance() {
    return Optional.empty();
  }

  @Override
  public Optional<Tensor> logProb(Tensor z) {
    return q.logProb(z).map(p -> p.add(1));
  }

  @Override
  public Draw draw(int samples) {
    return q.draw(samples);
  }
}
