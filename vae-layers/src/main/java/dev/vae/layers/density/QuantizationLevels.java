package dev.vae.layers.density;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Marginal;
import java.util.List;
import java.util.Map;

/**
 * A logistic variable rounded to the levels 0, 1/(L−1), ..., 1: the probability of a level is that
 * of the interval around it, the outermost intervals reaching to infinity (Salimans et al. 2017,
 * "PixelCNN++", section 2.1).
 *
 * @param count the number of levels L
 */
public record QuantizationLevels(int count) {

  /**
   * The least scale is the width of a level times e to this: a logistic variable in its middle then
   * is within it but for 3e-12.
   */
  private static final double SHARPEST = -4;

  /** The largest log-scale. */
  private static final double BROADEST = 3;

  double width() {
    return 1.0 / (count - 1);
  }

  /** Returns a log-scale with limits: the sharpest is a matter of the levels' width. */
  public Tensor logScale(Tensor given, Context pass) {
    Tensor low = pass.graph().constant(Math.log(width()) + SHARPEST);
    Tensor high = pass.graph().constant(BROADEST);
    Tensor free = Heads.scaledAndShifted("logScale", given, pass);
    // one level alone is no limit of what the data may be: only the upper end is worth a word
    pass.limit("logScale", free, pass.graph().constant(-1e30), high);
    return Functions.softClip(free, low, high);
  }

  /** Lets location, from the middle, and log-scale begin where the data are. */
  public void begin(Map<String, double[]> values, List<Marginal> columns) {
    Heads.initialize(values, "location", columns, c -> c.mean() - 0.5, this::deviation);
    Heads.initialize(values, "logScale", columns, c -> Math.log(scale(c)), c -> 1);
  }

  /** Returns the deviation, at least a third of a level. */
  public double deviation(Marginal column) {
    return Math.max(width() / 3, column.standardDeviation());
  }

  /** Returns the logistic scale of that deviation. */
  public double scale(Marginal column) {
    return deviation(column) * Math.sqrt(3) / Math.PI;
  }

  /**
   * Returns log(σ(a) − σ(b)) with a and b the scaled upper and lower edges of x's interval; written
   * as log(1 − e^(b−a)) − softplus(−a) − softplus(b), which loses nothing far from the location.
   */
  public Tensor logProb(Tensor x, Tensor location, Tensor logScale) {
    Tensor inverse = logScale.neg().exp();
    Tensor centre = centre(x, location);
    Tensor below = centre.add(width() / 2).mul(inverse).neg().softplus().neg();
    Tensor above = centre.sub(width() / 2).mul(inverse).softplus().neg();
    Tensor inner = inverse.mul(-width()).expm1().neg().log().add(below).add(above);
    Tensor lowest = x.less(width() / 2);
    Tensor highest = x.neg().less(width() / 2 - 1);
    return lowest.where(below, highest.where(above, inner));
  }

  /**
   * A level less the location: without the rounding of x, which scales far below a level's width
   * would magnify. It is the level's number times the width, of which the first eight bits make no
   * rounding, and what is left comes last.
   */
  private Tensor centre(Tensor x, Tensor location) {
    Tensor number = x.mul(count - 1.0).round();
    double bit = Math.scalb(1.0, Math.getExponent(width()) - 7);
    double coarse = Math.rint(width() / bit) * bit;
    return number.mul(coarse).sub(location).add(number.mul(width() - coarse));
  }

  /**
   * Returns the mean of the logistic variable cut off at 0 and 1, ∫ P(X > t) dt = s·(softplus(m/s)
   * − softplus((m−1)/s)): within half a level of the rounded variable's.
   */
  public static Tensor mean(Tensor location, Tensor logScale) {
    Tensor inverse = logScale.neg().exp();
    Tensor upper = location.mul(inverse).softplus();
    Tensor lower = location.sub(1).mul(inverse).softplus();
    return logScale.exp().mul(upper.sub(lower));
  }

  /** Returns the nearest level within 0 and 1. */
  public Tensor round(Tensor x) {
    return x.max(0).min(1).mul(count - 1.0).round().mul(width());
  }
}
