package dev.vae.core.grad;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Tensor;

/**
 * The second derivative of log Γ, composed of simpler operations; formulas of Abramowitz and
 * Stegun.
 */
final class Trigamma {
  /** How far the argument is lifted before the asymptotic series is used: error below 1e-13. */
  private static final int LIFT = 8;

  /** B2, B4, ... */
  private static final double[] BERNOULLI = {
    1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730
  };

  private Trigamma() {}

  /** ψ′(x); below 0 by reflection (6.4.7): ψ′(x) = π² / sin²(πx) − ψ′(1 − x). */
  static Tensor of(Tensor x) {
    Graph graph = x.graph();
    Tensor below = x.less(0);
    Tensor upper = above(below.where(graph.constant(1).sub(x), x));
    // Both branches are given arguments at which they and their derivatives are finite.
    Tensor turn = below.where(x.sub(x.round()), graph.constant(0.5));
    Tensor sine = turn.mul(Math.PI).sin();
    return below.where(graph.constant(Math.PI * Math.PI).div(sine.square()).sub(upper), upper);
  }

  /** By the recurrence ψ′(x) = ψ′(x + 1) + 1/x² (6.4.6) and the asymptotic series (6.4.12). */
  private static Tensor above(Tensor x) {
    Tensor one = x.graph().constant(1);
    Tensor sum = one.div(x.square());
    for (int k = 1; k < LIFT; k++) {
      sum = sum.add(one.div(x.add(k).square()));
    }
    Tensor r = one.div(x.add(LIFT));
    Tensor r2 = r.square();
    Tensor series = x.graph().constant(BERNOULLI[BERNOULLI.length - 1]);
    for (int k = BERNOULLI.length - 2; k >= 0; k--) {
      series = series.mul(r2).add(BERNOULLI[k]);
    }
    return sum.add(r.mul(series.mul(r2).add(r.mul(0.5)).add(1)));
  }
}
