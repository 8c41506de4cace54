package dev.vae.core.model;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Prior;
import java.util.Optional;

/** The terms of the bound, each traced when first asked for. */
final class BoundTerms implements Objective.Terms {
  private final Trace trace;
  private final Prior prior;
  private final int samples;
  private Inference.Draw draw;
  private Tensor logLikelihood;
  private Tensor logPrior;
  private Optional<Tensor> closed;
  private Tensor kl;

  BoundTerms(Trace trace, Prior prior, int samples) {
    this.trace = trace;
    this.prior = prior;
    this.samples = samples;
  }

  @Override
  public Tensor x() {
    return trace.x();
  }

  @Override
  public Inference posterior() {
    return trace.posterior();
  }

  @Override
  public Prior prior() {
    return prior;
  }

  @Override
  public Inference.Draw draw() {
    if (draw == null) {
      draw = trace.draw(samples);
    }
    return draw;
  }

  @Override
  public Tensor logLikelihood() {
    if (logLikelihood == null) {
      Shape latents = draw().z().shape();
      Tensor z = draw().z().reshape(Shape.of(Dim.rows(samples), latents.dim(2)));
      Distribution distribution = trace.decode(z);
      try (Graph.Scope scope = trace.graph().rootScope("likelihood")) {
        Tensor each = distribution.logProb(repeated(x()));
        Tensor zero = trace.graph().constant(0);
        Tensor seen = trace.mask().map(m -> repeated(m).where(each, zero)).orElse(each);
        logLikelihood = seen.sum(1).reshape(Shape.of(Dim.of(samples), Dim.N));
      }
    }
    return logLikelihood;
  }

  @Override
  public Tensor logPrior() {
    if (logPrior == null) {
      Tensor z = draw().z();
      try (Graph.Scope scope = trace.graph().rootScope("prior")) {
        logPrior = prior.logProb(z, trace.pass());
      }
    }
    return logPrior;
  }

  @Override
  public Tensor kl() {
    if (kl == null) {
      kl = closed().map(k -> k.sum(1)).orElseGet(() -> draw().logProb().sub(logPrior()).mean(0));
    }
    return kl;
  }

  @Override
  public Tensor klPerDimension() {
    return closed().orElse(null);
  }

  private Optional<Tensor> closed() {
    if (closed == null) {
      Inference q = posterior();
      try (Graph.Scope scope = trace.graph().rootScope("prior")) {
        closed = prior.kl(q, trace.pass());
      }
    }
    return closed;
  }

  /** {@code [N, D]} as {@code [K·N, D]}: all rows, K times over. */
  private Tensor repeated(Tensor rows) {
    if (samples == 1) {
      return rows;
    }
    Dim width = rows.shape().dim(1);
    return rows.expand(Shape.of(Dim.of(samples), Dim.N, width))
        .reshape(Shape.of(Dim.rows(samples), width));
  }
}
