package dev.vae.export.internal.lower;

/**
 * Functions that ONNX lacks, or that runtimes do not carry out in float32, put together from what
 * they do. Accurate in float32 to about 1e-6, relative except near the zeros of {@link #logGamma}
 * and {@link #digamma}.
 */
final class CompositeLowering {
  private static final int LIFT = 4;

  /** log(2π)/2. */
  private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;

  private CompositeLowering() {}

  /** e^x − 1 = 2t / (1 − t) with t = tanh(x/2), which cancels nothing near 0. */
  static Value expm1(Value x) {
    Value t = x.times(0.5).tanh();
    Value near = t.plus(t).over(t.from(1));
    return x.abs().less(0.5).choose(near, x.exp().minus(1));
  }

  /**
   * log(1 + x) = log(u)·x / (u − 1) with u = 1 + x as rounded (W. Kahan): the error of the rounding
   * cancels. Above ½ there is none worth cancelling.
   */
  static Value log1p(Value x) {
    return x.less(0.5).choose(log1pNear(x), x.plus(1).log());
  }

  private static Value log1pNear(Value x) {
    Value u = x.plus(1);
    return u.equalTo(1).choose(x, u.log().times(x.over(u.minus(1))));
  }

  /** log(1 + e^x) = max(x, 0) + log(1 + e^−|x|). */
  static Value softplus(Value x) {
    return x.max(0).plus(log1pNear(x.abs().neg().exp()));
  }

  /** log |Γ(x)|; below ½ by reflection, Γ(x)·Γ(1 − x) = π / sin(πx). */
  static Value logGamma(Value given) {
    Value x = given.less(-1e30).choose(-1e30, given); // all of these are integers
    Value reflect = x.less(0.5);
    Value y = reflect.choose(x.from(1), x);
    Value above = logGammaAboveHalf(y);
    Value sine = x.minus(x.round()).times(Math.PI).sin().abs();
    Value below = sine.log().from(Math.log(Math.PI)).minus(above);
    return reflect.choose(below, above);
  }

  /**
   * Stirling's series after lifting the argument by {@value #LIFT} where it is small: Γ(x) = Γ(x +
   * 4) / (x(x + 1)(x + 2)(x + 3)).
   */
  private static Value logGammaAboveHalf(Value x) {
    Value small = x.less(LIFT);
    Value lifted = small.choose(x.plus(LIFT), x);
    Value product = x;
    for (int k = 1; k < LIFT; k++) {
      product = product.times(x.plus(k));
    }
    Value r = lifted.under(1);
    Value z = r.times(r);
    Value tail = z.times(-1.0 / 1680).plus(1.0 / 1260);
    tail = z.times(tail).plus(-1.0 / 360);
    tail = z.times(tail).plus(1.0 / 12).times(r);
    Value stirling =
        lifted.minus(0.5).times(lifted.log().minus(1)).plus(HALF_LOG_TWO_PI - 0.5).plus(tail);
    return small.choose(stirling.minus(product.log()), stirling);
  }

  /** The derivative of log Γ(x); below 0 by reflection, ψ(x) = ψ(1 − x) − π / tan(πx). */
  static Value digamma(Value x) {
    Value reflect = x.less(0);
    Value above = digammaAboveZero(reflect.choose(x.from(1), x));
    Value angle = x.minus(x.round()).times(Math.PI);
    Value sine = angle.sin();
    Value pole = sine.equalTo(0).choose(Double.NaN, sine);
    Value below = above.minus(angle.cos().times(Math.PI).over(pole));
    return reflect.choose(below, above);
  }

  /** The asymptotic series after lifting the argument: ψ(x) = ψ(x + 1) − 1/x. */
  private static Value digammaAboveZero(Value x) {
    Value small = x.less(LIFT);
    Value lifted = small.choose(x.plus(LIFT), x);
    Value sum = x.under(1);
    for (int k = 1; k < LIFT; k++) {
      sum = sum.plus(x.plus(k).under(1));
    }
    Value r = lifted.under(1);
    Value z = r.times(r);
    Value tail = z.times(1.0 / 132).plus(-1.0 / 240);
    tail = z.times(tail).plus(1.0 / 252);
    tail = z.times(tail).plus(-1.0 / 120);
    tail = z.times(tail).plus(1.0 / 12);
    Value series = lifted.log().minus(r.times(0.5)).minus(z.times(tail));
    return small.choose(series.minus(sum), series);
  }
}
