package dev.vae.core.trace;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.scope.ScopedCalls;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Prior;
import java.util.Optional;

/** The terms of the bound, each traced when first asked for. */
final class BoundTerms implements Objective.Terms {
  private final TracedModel trace;
  private final Prior prior;
  private final int samples;
  private Inference.Draw draw;
  private Tensor logLikelihood;
  private Tensor logPrior;
  private Optional<Tensor> closed;
  private Tensor kl;

  BoundTerms(TracedModel trace, Prior prior, int samples) {
    this.trace = trace;
    this.prior = ScopedCalls.of(Prior.class, prior, () -> trace.graph().reopen(TracedModel.PRIOR));
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
      logLikelihood = logLikelihood(draw().z());
    }
    return logLikelihood;
  }

  @Override
  public Tensor logLikelihood(Tensor z) {
    Dim rows = Dim.rows(z.shape().dim(0).factor());
    Distribution distribution = trace.decode(z.reshape(Shape.of(rows, z.shape().dim(2))));
    try (Graph.Scope scope = trace.graph().rootScope(TracedModel.LIKELIHOOD)) {
      return trace.logProb(distribution, rows).sum(1).reshape(z.shape().sub(0, 2));
    }
  }

  @Override
  public Tensor logPrior() {
    if (logPrior == null) {
      logPrior = logPrior(draw().z());
    }
    return logPrior;
  }

  @Override
  public Tensor logPrior(Tensor z) {
    try (Graph.Scope scope = trace.graph().rootScope(TracedModel.PRIOR)) {
      return trace.sized(() -> prior.logProb(z, trace.pass()));
    }
  }

  @Override
  public Tensor samplePrior() {
    return trace.samplePrior();
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
      try (Graph.Scope scope = trace.graph().rootScope(TracedModel.PRIOR)) {
        closed = prior.kl(q, trace.pass());
      }
    }
    return closed;
  }
}
