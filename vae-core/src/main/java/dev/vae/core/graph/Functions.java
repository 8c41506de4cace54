package dev.vae.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Common functions that are compositions of operations. */
public final class Functions {
  /** log(e^−x √x I₀(x)) for x from 8 up, as powers of 8 / x: a Chebyshev fit, right to 2·10⁻¹⁰. */
  private static final double[] LOG_BESSEL_BEYOND = {
    -0.9189385332558588,
    0.015625007490037528,
    0.0009763866202922854,
    0.0001286901157837566,
    1.8451683553609972e-05,
    1.988784332322362e-05,
    -1.2237978173535884e-05,
    6.5888349243609855e-06,
    7.85026437231118e-07
  };

  /** atan(x) / x for x from 0 to 1, as powers of x²: a Chebyshev fit, right to 10⁻¹¹. */
  private static final double[] ATAN = {
    0.9999999999902913,
    -0.33333332995049825,
    0.19999980353643765,
    -0.14285262491884176,
    0.11105656185314297,
    -0.09051137233039441,
    0.07502231318633515,
    -0.060385483693473595,
    0.043902867862761874,
    -0.02627157413466276,
    0.01160232330780176,
    -0.0032614861208653824,
    0.0004301648164446416
  };

  private static final double BEYOND = 8;
  private static final int TERMS = 18;

  private Functions() {}

  /** Returns exp(x) / Σ exp(x) along an axis; NaN where all x are −∞. */
  public static Tensor softmax(Tensor x, int axis) {
    Tensor largest = x.reduce(Op.REDUCE_MAX, true, axis).stopGradient();
    Tensor e = x.sub(largest).exp();
    return e.div(e.reduce(Op.SUM, true, axis));
  }

  /** Returns x − log Σ exp(x) along an axis. */
  public static Tensor logSoftmax(Tensor x, int axis) {
    return x.sub(x.reduce(Op.LOG_SUM_EXP, true, axis));
  }

  /** Returns log of the mean of exp over axes (all if none is given), without overflow. */
  public static Tensor logMeanExp(Tensor x, int... axes) {
    return x.logSumExp(axes).sub(count(x, axes).log());
  }

  /** Returns how many elements there are along axes (all if none is given), as a scalar. */
  public static Tensor count(Tensor x, int... axes) {
    double factor = 1;
    Tensor rows = null;
    for (int axis : ShapeRules.axes(Op.SUM, x, axes)) {
      Dim dim = x.shape().dim(axis);
      factor *= dim.factor();
      if (dim.batch()) {
        rows = rows == null ? x.graph().rows() : rows.mul(x.graph().rows());
      }
    }
    return rows == null ? x.graph().constant(factor) : factor == 1 ? rows : rows.mul(factor);
  }

  /** Returns log(1 / (1 + exp(−x))), without overflow. */
  public static Tensor logSigmoid(Tensor x) {
    return x.neg().softplus().neg();
  }

  /** Returns x·sigmoid(x) (Elfwing et al. 2017). */
  public static Tensor silu(Tensor x) {
    return x.mul(x.sigmoid());
  }

  /** Returns x·Φ(x) with Φ the normal distribution function, exact (Hendrycks and Gimpel 2016). */
  public static Tensor gelu(Tensor x) {
    return x.mul(0.5).mul(x.mul(Math.sqrt(0.5)).erf().add(1));
  }

  /** Returns x above 0, alpha·(exp(x) − 1) below (Clevert et al. 2015). */
  public static Tensor elu(Tensor x, double alpha) {
    Tensor below = x.min(0).expm1();
    return x.relu().add(alpha == 1 ? below : below.mul(alpha));
  }

  /** Returns x above 0, slope·x below (Maas et al. 2013). */
  public static Tensor leakyRelu(Tensor x, double slope) {
    return slope <= 1 ? x.max(x.mul(slope)) : x.min(x.mul(slope));
  }

  /**
   * Returns x smoothly clipped by two softplus bends: increasing, and nearly x itself well inside
   * the range.
   *
   * @param low broadcasts to the shape of x, as high does
   */
  public static Tensor softClip(Tensor x, Tensor low, Tensor high) {
    Tensor below = x.neg().add(high).softplus().neg().add(high);
    return below.sub(low).softplus().add(low);
  }

  /**
   * Returns limit·tanh(x / limit): nearly x around 0, and smoothly within −limit to limit, so that
   * a log-variance can never overflow. Beyond about 9 limits its gradient vanishes in floats.
   */
  public static Tensor softLimit(Tensor x, double limit) {
    return x.mul(1 / limit).tanh().mul(limit);
  }

  /**
   * Returns rows {@code [N, ...]} as {@code [K·N, ...]}: all of them, K times over.
   *
   * @param rows the first axis of the result
   */
  public static Tensor repeated(Tensor x, Dim rows) {
    if (x.shape().dim(0).equals(rows)) {
      return x;
    }
    Shape each = x.shape();
    return x.expand(each.withLeading(Dim.of(rows.factor()))).reshape(each.with(0, rows));
  }

  /** Returns the sums of the elements up to each place along an axis of constant length. */
  public static Tensor cumulativeSum(Tensor x, int axis) {
    int a = ShapeRules.axis(Op.SUM, x, axis);
    if (x.shape().dim(a).batch() || x.shape().dim(a).factor() == 0) {
      throw ShapeRules.misfit(Op.SCAN, "axis " + a + " has no constant length above 0", x);
    }
    int[] first =
        IntStream.range(0, x.shape().rank()).map(i -> i > a ? i : (i + a) % (a + 1)).toArray();
    int[] back =
        IntStream.range(0, x.shape().rank()).map(i -> i > a ? i : (i + 1) % (a + 1)).toArray();
    Tensor steps = x.permute(first);
    SequenceScan scan = SequenceScan.of(x.graph(), x.shape().dim(a).factor(), false);
    Tensor each = scan.sequence(steps);
    Tensor sum = scan.state(x.graph().constant(0).expand(each.shape()));
    Tensor next = sum.add(each);
    scan.next(sum, next);
    return scan.stacked(next).permute(back);
  }

  /**
   * Returns log I₀(x), I₀ being the modified Bessel function of the first kind and order 0, without
   * overflow; its gradient is I₁(x) / I₀(x). Up to 8 by the power series Σ (x²/4)^k / k!²
   * (Abramowitz and Stegun 1964, 9.6.12), beyond by a fit.
   *
   * @return of the shape of x; right to about 10⁻⁷ in floats
   */
  public static Tensor logBesselI0(Tensor x) {
    Tensor size = x.abs();
    Tensor t = size.min(BEYOND).square().mul(0.25);
    double[] series = new double[TERMS];
    double factorial = 1;
    for (int k = 1; k <= TERMS; k++) {
      factorial *= k;
      series[k - 1] = 1 / (factorial * factorial);
    }
    Tensor near = polynomial(t, series).mul(t).log1p();
    Tensor far = size.max(BEYOND);
    Tensor rest = polynomial(far.pow(-1).mul(BEYOND), LOG_BESSEL_BEYOND);
    Tensor beyond = far.sub(far.log().mul(0.5)).add(rest);
    return size.lessEqual(BEYOND).where(near, beyond);
  }

  /**
   * Returns the angle of the point (x, y), from −π to π; 0 with gradient 0 at the origin.
   * Broadcasts as operations of two operands do.
   *
   * @return right to about 10⁻⁷ in floats; −0 counts as 0
   */
  public static Tensor atan2(Tensor y, Tensor x) {
    Tensor zero = x.graph().constant(0);
    Tensor ofX = x.less(0).where(x.neg(), x); // not abs, whose derivative is 0 at 0
    Tensor ofY = y.less(0).where(y.neg(), y);
    Tensor steep = ofX.less(ofY);
    Tensor longer = steep.where(ofY, ofX);
    Tensor origin = longer.equalTo(zero);
    Tensor shorter = origin.where(zero, steep.where(ofX, ofY));
    Tensor ratio = shorter.div(origin.where(x.graph().constant(1), longer));
    Tensor angle = ratio.mul(polynomial(ratio.square(), ATAN));
    Tensor inQuarter = steep.where(angle.neg().add(Math.PI / 2), angle);
    Tensor inHalf = x.less(0).where(inQuarter.neg().add(Math.PI), inQuarter);
    return y.less(0).where(inHalf.neg(), inHalf);
  }

  /** Returns Σ c_k x^k by Horner's rule. */
  private static Tensor polynomial(Tensor x, double[] coefficients) {
    Tensor sum = x.mul(coefficients[coefficients.length - 1]);
    for (int k = coefficients.length - 2; k > 0; k--) {
      sum = sum.add(coefficients[k]).mul(x);
    }
    return sum.add(coefficients[0]);
  }

  /** Returns x·log y, and 0 where x is 0, whatever y is. */
  public static Tensor xlogy(Tensor x, Tensor y) {
    Tensor zero = x.graph().constant(0);
    return x.equalTo(zero).where(zero, x.mul(y.log()));
  }

  /**
   * Returns 1 at the given place, else 0, along a new last axis; all 0 for what is no place.
   *
   * @param places integers from 0 to below {@code count}, any shape
   */
  public static Tensor oneHot(Tensor places, int count) {
    Tensor all = places.graph().constant(Shape.of(count), counting(places.graph(), count));
    return withOneMoreAxis(places).equalTo(all);
  }

  /** Returns the place of the largest along the last axis, of several equal ones the last. */
  public static Tensor argMax(Tensor scores) {
    int count = scores.shape().dim(-1).factor();
    Tensor largest = scores.equalTo(scores.reduce(Op.REDUCE_MAX, true, -1));
    double[] places = counting(scores.graph(), count);
    return largest.mul(scores.graph().constant(Shape.of(count), places)).reduceMax(-1);
  }

  /**
   * Draws one of the categories of the last axis, by the Gumbel-max trick (Gumbel 1954): the
   * largest of log p − log(−log u). Exactly one place is 1, also where two scores are equal, as
   * float noise makes them now and then; the others are 0.
   *
   * @param logProbabilities up to a constant for each draw; broadcasts to the shape of the noise
   * @param uniform noise between 0 and 1, of the shape of the result
   */
  public static Tensor drawOneHot(Tensor logProbabilities, Tensor uniform) {
    Tensor scores = logProbabilities.sub(uniform.log().neg().log());
    return oneHot(argMax(scores), scores.shape().dim(-1).factor());
  }

  /** Returns a constant {@code [size, size]} of 1 on and below the diagonal, else 0. */
  public static Tensor lowerTriangle(Graph graph, int size) {
    double[] ones = graph.zeros(size, size);
    for (int i = 0; i < size; i++) {
      Arrays.fill(ones, i * size, i * size + i + 1, 1);
    }
    return graph.constant(Shape.of(size, size), ones);
  }

  /** 0, 1, ... below a count. */
  private static double[] counting(Graph graph, int count) {
    double[] numbers = graph.zeros(count);
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  private static Tensor withOneMoreAxis(Tensor t) {
    List<Dim> dims = new ArrayList<>(t.shape().dims());
    dims.add(Dim.of(1));
    return t.reshape(new Shape(dims));
  }
}
