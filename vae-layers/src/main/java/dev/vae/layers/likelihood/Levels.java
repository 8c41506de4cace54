package dev.vae.layers.likelihood;

import dev.vae.core.graph.Tensor;

/**
 * A logistic variable rounded to the levels 0, 1/(L−1), ..., 1: the probability of a level is that
 * of the interval around it, the outermost intervals reaching to infinity (Salimans et al. 2017,
 * "PixelCNN++", section 2.1).
 *
 * @param count the number of levels L
 */
record Levels(int count) {

  /** Log-scales below this put all mass on one level. */
  private static final double SHARPEST = -7;

  double width() {
    return 1.0 / (count - 1);
  }

  static Tensor logScale(Tensor raw) {
    return Scales.between(raw, SHARPEST, 3);
  }

  /**
   * log(σ(a) − σ(b)) with a and b the scaled upper and lower edges of x's interval; written as
   * log(1 − e^(b−a)) − softplus(−a) − softplus(b), which loses nothing far from the location.
   */
  Tensor logProb(Tensor x, Tensor location, Tensor logScale) {
    Tensor inverse = logScale.neg().exp();
    Tensor centre = x.sub(location);
    Tensor below = centre.add(width() / 2).mul(inverse).neg().softplus().neg();
    Tensor above = centre.sub(width() / 2).mul(inverse).softplus().neg();
    Tensor inner = inverse.mul(-width()).expm1().neg().log().add(below).add(above);
    Tensor lowest = x.less(width() / 2);
    Tensor highest = x.neg().less(width() / 2 - 1);
    return lowest.where(below, highest.where(above, inner));
  }

  /**
   * The mean of the logistic variable cut off at 0 and 1, ∫ P(X > t) dt = s·(softplus(m/s) −
   * softplus((m−1)/s)): within half a level of the rounded variable's.
   */
  static Tensor mean(Tensor location, Tensor logScale) {
    Tensor inverse = logScale.neg().exp();
    Tensor upper = location.mul(inverse).softplus();
    Tensor lower = location.sub(1).mul(inverse).softplus();
    return logScale.exp().mul(upper.sub(lower));
  }

  /** The nearest level within 0 and 1. */
  Tensor round(Tensor x) {
    return x.max(0).min(1).mul(count - 1.0).round().mul(width());
  }
}
