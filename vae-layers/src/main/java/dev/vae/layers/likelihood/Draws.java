package dev.vae.layers.likelihood;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Pass;

/**
 * Draws of element-wise distributions out of uniform and normal noise, in graph operations alone.
 * Where the textbook rejects and tries again, a fixed number of tries stands side by side and the
 * first accepted one is taken.
 */
final class Draws {
  /** With at least 95 % accepted, all of this many tries fail once in 10^10 draws. */
  private static final int TRIES = 8;

  /**
   * From this rate on Poisson draws use rejection; below it, counts above {@link #SMALL_COUNTS}
   * have no weight.
   */
  private static final int SMALL_RATE = 12;

  private static final int SMALL_COUNTS = 48;

  private Draws() {}

  static Tensor uniform(Pass pass, Tensor like) {
    return pass.noise(Noise.Distribution.UNIFORM, like.shape());
  }

  static Tensor normal(Pass pass, Tensor like) {
    return pass.noise(Noise.Distribution.NORMAL, like.shape());
  }

  /** A standard logistic draw: log u − log(1 − u). */
  static Tensor logistic(Pass pass, Tensor like) {
    Tensor u = uniform(pass, like);
    return u.log().sub(u.neg().log1p());
  }

  /**
   * A gamma draw with rate 1. Marsaglia and Tsang (2000), "A simple method for generating gamma
   * variables"; below concentration 1 with their correction u^(1/α).
   */
  static Tensor gamma(Pass pass, Tensor concentration) {
    Tensor small = concentration.less(1);
    Tensor raised = concentration.add(small);
    Tensor d = raised.sub(1.0 / 3);
    Tensor c = d.mul(9).sqrt();
    Tensor drawn = null;
    for (int i = 0; i < TRIES; i++) {
      Tensor x = normal(pass, concentration);
      Tensor u = uniform(pass, concentration);
      Tensor root = x.div(c).add(1);
      Tensor v = root.mul(root).mul(root);
      Tensor logV = v.max(1e-30).log();
      Tensor bound = x.square().mul(0.5).add(d.mul(v.neg().add(1).add(logV)));
      Tensor accepted = u.log().less(bound).mul(v.neg().less(0));
      Tensor candidate = d.mul(v);
      drawn = drawn == null ? accepted.where(candidate, d) : accepted.where(candidate, drawn);
    }
    Tensor correction = uniform(pass, concentration).log().div(concentration).exp();
    return small.where(drawn.mul(correction), drawn);
  }

  /** A beta draw: the share of one gamma draw in the sum of two. */
  static Tensor beta(Pass pass, Tensor alpha, Tensor beta) {
    Tensor a = gamma(pass, alpha).max(1e-30);
    return a.div(a.add(gamma(pass, beta)));
  }

  /** A Poisson draw: by inversion for small rates, by transformed rejection for large ones. */
  static Tensor poisson(Pass pass, Tensor rate) {
    Tensor few = inversion(pass, rate.min(SMALL_RATE));
    Tensor many = transformedRejection(pass, rate.max(SMALL_RATE));
    return rate.less(SMALL_RATE).where(few, many);
  }

  /** Adds up the distribution function term by term until it exceeds a uniform number. */
  private static Tensor inversion(Pass pass, Tensor rate) {
    Tensor u = uniform(pass, rate);
    Tensor term = rate.neg().exp();
    Tensor total = term;
    Tensor count = total.less(u);
    for (int k = 1; k < SMALL_COUNTS; k++) {
      term = term.mul(rate).mul(1.0 / k);
      total = total.add(term);
      count = count.add(total.less(u));
    }
    return count;
  }

  /**
   * Algorithm PTRS of Hörmann (1993), "The transformed rejection method for generating Poisson
   * random variables".
   */
  private static Tensor transformedRejection(Pass pass, Tensor rate) {
    Tensor b = rate.sqrt().mul(2.53).add(0.931);
    Tensor a = b.mul(0.02483).sub(0.059);
    Tensor inverseAlpha = b.sub(3.4).pow(-1).mul(1.1328).add(1.1239);
    Tensor quick = b.sub(2).pow(-1).mul(-3.6224).add(0.9277);
    Tensor drawn = rate.floor();
    for (int i = 0; i < TRIES; i++) {
      Tensor u = uniform(pass, rate).sub(0.5);
      Tensor v = uniform(pass, rate);
      Tensor us = u.abs().neg().add(0.5);
      Tensor k = a.mul(2).div(us).add(b).mul(u).add(rate).add(0.43).floor();
      Tensor left = v.log().add(inverseAlpha.log()).sub(a.div(us.square()).add(b).log());
      Tensor right = k.mul(rate.log()).sub(rate).sub(k.max(0).add(1).lgamma());
      Tensor inside = us.neg().lessEqual(-0.07).mul(v.lessEqual(quick));
      Tensor corner = us.less(0.013).mul(us.less(v));
      Tensor possible = k.neg().lessEqual(0).mul(corner.neg().add(1));
      Tensor accepted = inside.max(possible.mul(left.lessEqual(right)));
      drawn = accepted.where(k, drawn);
    }
    return drawn;
  }
}
