package dev.vae.layers;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Prior;

/** Terms that are inputs. */
record FakeTerms(TracedLayer part, int samples) implements Objective.Terms {
  @Override
  public Tensor x() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Inference posterior() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Prior prior() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Inference.Draw draw() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Tensor logLikelihood() {
    return part.input("logLikelihood", Shape.of(Dim.of(samples), Dim.N));
  }

  @Override
  public Tensor logLikelihood(Tensor z) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Tensor logPrior(Tensor z) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Tensor samplePrior() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Tensor logPrior() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Tensor kl() {
    return part.input("kl", Shape.batch());
  }

  @Override
  public Tensor klPerDimension() {
    return null;
  }
}
