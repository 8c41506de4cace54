package dev.vae.core.density;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Draws of element-wise distributions out of uniform and normal noise, in graph operations alone.
 * Where the textbook rejects and tries again, a fixed number of tries stands side by side and the
 * first accepted one is taken; if all fail, the middle of the distribution.
 */
public final class Draws {
  /** Of gamma tries at least 95 % are accepted: all of this many fail once in 10^10 draws. */
  private static final int GAMMA_TRIES = 8;

  /** Of counts at least 73 % are accepted: all of this many fail once in 10^7 draws. */
  private static final int COUNT_TRIES = 12;

  /** The largest mean up to which counts are drawn by inversion, else by rejection. */
  private static final int SMALL_MEAN = 12;

  /** Counts from here on have no weight at such a mean. */
  private static final int SMALL_COUNTS = 48;

  /** So many trials or fewer are drawn one by one. */
  private static final int FEW_TRIALS = 64;

  /** The smallest normal float, in place of positive values that are too small for one. */
  public static final double SMALLEST = 0x1p-126;

  private Draws() {}

  /** Returns uniform noise between 0 and 1, both excluded, of the shape of a tensor. */
  public static Tensor uniform(Context pass, Tensor like) {
    return pass.noise(Noise.Distribution.UNIFORM, like.shape());
  }

  /** Returns standard normal noise of the shape of a tensor. */
  public static Tensor normal(Context pass, Tensor like) {
    return pass.noise(Noise.Distribution.NORMAL, like.shape());
  }

  /** Returns a standard logistic draw: log u − log(1 − u). */
  public static Tensor logistic(Context pass, Tensor like) {
    Tensor u = uniform(pass, like);
    return u.log().sub(u.neg().log1p());
  }

  /**
   * Returns a gamma draw with rate 1, or 0 where it is too small for a float. Takes 17 noise
   * streams of the shape of the concentration.
   *
   * @param concentration above 0
   */
  public static Tensor gamma(Context pass, Tensor concentration) {
    Tensor small = concentration.less(1);
    Tensor drawn = fromOneUp(pass, concentration.add(small));
    Tensor correction = uniform(pass, concentration).log().div(concentration).exp();
    return small.where(drawn.mul(correction), drawn);
  }

  /**
   * The logarithm of a gamma draw with rate 1, which for a concentration of 0.001 is around −1000.
   */
  private static Tensor logGamma(Context pass, Tensor concentration) {
    Tensor small = concentration.less(1);
    Tensor drawn = fromOneUp(pass, concentration.add(small)).log();
    Tensor correction = uniform(pass, concentration).log().div(concentration);
    return small.where(drawn.add(correction), drawn);
  }

  /**
   * A gamma draw of a concentration of at least 1. Marsaglia and Tsang (2000), "A simple method for
   * generating gamma variables"; below 1, their correction u^(1/α) goes with the draw of α + 1.
   */
  private static Tensor fromOneUp(Context pass, Tensor concentration) {
    Tensor d = concentration.sub(1.0 / 3);
    Tensor c = d.mul(9).sqrt();
    Tensor drawn = d;
    for (int i = 0; i < GAMMA_TRIES; i++) {
      Tensor x = normal(pass, concentration);
      Tensor u = uniform(pass, concentration);
      Tensor root = x.div(c).add(1);
      Tensor v = root.mul(root).mul(root);
      Tensor logV = v.max(1e-30).log();
      Tensor bound = x.square().mul(0.5).add(d.mul(v.neg().add(1).add(logV)));
      Tensor accepted = u.log().less(bound).mul(v.neg().less(0));
      drawn = accepted.where(d.mul(v), drawn);
    }
    return drawn;
  }

  /** Returns the logit of a beta draw: of the share of one gamma draw in the sum of two. */
  public static Tensor logitOfBeta(Context pass, Tensor alpha, Tensor beta) {
    return logGamma(pass, alpha).sub(logGamma(pass, beta));
  }

  /**
   * Returns a Poisson draw. Takes 25 noise streams of the shape of the rate.
   *
   * @param rate above 0; exact as far as floats count, up to 2^24
   */
  public static Tensor poisson(Context pass, Tensor rate) {
    Tensor low = rate.min(SMALL_MEAN);
    Tensor few = inversion(pass, low.neg().exp(), k -> low.mul(1.0 / k));
    Tensor many = poissonRejection(pass, rate.max(SMALL_MEAN));
    return rate.less(SMALL_MEAN).where(few, many);
  }

  /**
   * Returns a binomial draw.
   *
   * @param logits of the chance
   */
  public static Tensor binomial(Context pass, Tensor logits, int trials) {
    if (trials <= FEW_TRIALS) {
      Tensor chance = logits.sigmoid();
      Tensor u = pass.noise(Noise.Distribution.UNIFORM, behind(chance.shape(), trials));
      return u.less(chance.reshape(behind(chance.shape(), 1))).sum(-1);
    }
    // of the rarer of success and failure
    Tensor rare = logits.abs().neg().sigmoid();
    double limit = (double) SMALL_MEAN / trials;
    Tensor low = rare.min(limit);
    Tensor odds = low.div(low.neg().add(1));
    Tensor none = low.neg().log1p().mul(trials).exp();
    Tensor few = inversion(pass, none, k -> odds.mul((trials - k + 1.0) / k));
    Tensor many = binomialRejection(pass, rare.max(limit), trials);
    Tensor count = rare.less(limit).where(few, many);
    return logits.less(0).where(count, count.neg().add(trials));
  }

  /** Returns a shape with one axis more, the last. */
  private static Shape behind(Shape shape, int length) {
    List<Dim> dims = new ArrayList<>(shape.dims());
    dims.add(Dim.of(length));
    return new Shape(dims);
  }

  /**
   * Adds up probabilities term by term until they exceed a uniform number.
   *
   * @param none the probability of 0
   * @param ratio of the probability of k to that of k − 1
   */
  private static Tensor inversion(Context pass, Tensor none, IntFunction<Tensor> ratio) {
    Tensor u = uniform(pass, none);
    Tensor term = none;
    Tensor total = none;
    Tensor count = null;
    for (int k = 1; k < SMALL_COUNTS; k++) {
      term = term.mul(ratio.apply(k));
      // the sum of the rounded may stay below 1, and below u: no count without a probability
      Tensor more = total.less(u).mul(term.neg().less(-1e-9));
      count = count == null ? more : count.add(more);
      total = total.add(term);
    }
    return Objects.requireNonNull(count);
  }

  /**
   * Algorithm PTRS of Hörmann (1993), "The transformed rejection method for generating Poisson
   * random variables".
   */
  private static Tensor poissonRejection(Context pass, Tensor rate) {
    Tensor b = rate.sqrt().mul(2.53).add(0.931);
    Tensor a = b.mul(0.02483).sub(0.059);
    Tensor factor = b.sub(3.4).pow(-1).mul(1.1328).add(1.1239).log();
    Tensor quick = b.sub(2).pow(-1).mul(-3.6224).add(0.9277);
    Tensor logRate = rate.log();
    Proposal proposal = new Proposal(a, b, rate.add(0.43), quick);
    return rejection(
        pass, proposal, rate.floor(), k -> Stirling.poisson(k.max(0), rate, logRate).sub(factor));
  }

  /**
   * Algorithm BTRS of Hörmann (1993), "The generation of binomial random variates".
   *
   * @param p at most ½, with a mean of at least 10
   */
  private static Tensor binomialRejection(Context pass, Tensor p, int trials) {
    Tensor q = p.neg().add(1);
    Tensor deviation = p.mul(q).mul(trials).sqrt();
    Tensor b = deviation.mul(2.53).add(1.15);
    Tensor a = b.mul(0.0248).add(p.mul(0.01)).sub(0.0873);
    Tensor quick = b.pow(-1).mul(-4.2).add(0.92);
    Tensor mode = p.mul(trials + 1.0).floor();
    Tensor factor = b.pow(-1).mul(5.1).add(2.83).mul(deviation).log();
    Tensor atMode = Stirling.binomial(trials, mode, p, q).add(factor);
    Proposal proposal = new Proposal(a, b, p.mul(trials).add(0.5), quick);
    return rejection(
        pass,
        proposal,
        mode,
        k -> {
          Tensor within = k.max(0).min(trials);
          Tensor density = Stirling.binomial(trials, within, p, q).sub(atMode);
          return k.equalTo(within).where(density, k.graph().constant(-1e30));
        });
  }

  /** What a count is proposed from: k = ⌊(2a / (½ − |u|) + b) u + c⌋ with u from −½ to ½. */
  private record Proposal(Tensor a, Tensor b, Tensor c, Tensor quick) {}

  /** Tells, up to a constant, the log-probability of a count over that of its proposal. */
  private interface LogRatio {
    Tensor of(Tensor k);
  }

  /** The first accepted count, where one that is surely accepted need not be judged. */
  private static Tensor rejection(Context pass, Proposal by, Tensor otherwise, LogRatio ratio) {
    Tensor drawn = otherwise;
    for (int i = 0; i < COUNT_TRIES; i++) {
      Tensor u = uniform(pass, otherwise).sub(0.5);
      Tensor v = uniform(pass, otherwise);
      Tensor us = u.abs().neg().add(0.5);
      Tensor k = by.a.mul(2).div(us).add(by.b).mul(u).add(by.c).floor();
      Tensor left = v.log().sub(by.a.div(us.square()).add(by.b).log());
      Tensor inside = us.neg().lessEqual(-0.07).mul(v.lessEqual(by.quick));
      Tensor possible = k.neg().lessEqual(0);
      Tensor accepted = inside.max(possible.mul(left.lessEqual(ratio.of(k))));
      drawn = accepted.where(k, drawn);
    }
    return drawn;
  }
}
