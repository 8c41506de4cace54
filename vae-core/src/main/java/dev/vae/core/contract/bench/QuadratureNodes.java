package dev.vae.core.contract.bench;

import dev.vae.core.plugin.Support;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Where to evaluate a density of one variable so that weighted values add up to its integral: the
 * trapezoid rule after a double exponential change of variable (Takahasi and Mori 1974), which is
 * exact to many digits for smooth densities however far their tails reach; for discrete variables
 * the values themselves, with weight 1.
 *
 * @param x ascending
 * @param weights what each value of the density counts
 */
public record QuadratureNodes(double[] x, double[] weights) {

  /** Nodes for a support, or null where values must be given. */
  public static QuadratureNodes of(Support support, int count, double centre) {
    return switch (support.kind()) {
      case REAL -> real(count, centre);
      case POSITIVE -> positive(count);
      case UNIT_INTERVAL -> unit(count);
      case INTERVAL -> unit(count).stretched(support.smallest(), support.largest());
      case CIRCLE -> turn(count);
      case BINARY -> discrete(0, 1);
      case COUNT -> discrete(IntStream.range(0, count).asDoubleStream().toArray());
      case CATEGORY -> null;
    };
  }

  /**
   * Returns these nodes with single values among them, which have a probability: they count as they
   * are, and nodes that are one of them in single precision count as nothing.
   */
  public QuadratureNodes with(double... spikes) {
    SortedMap<Double, Double> all = new TreeMap<>();
    for (int i = 0; i < x.length; i++) {
      float at = (float) x[i];
      boolean spike = Arrays.stream(spikes).anyMatch(value -> (float) value == at);
      all.put(x[i], spike ? 0 : weights[i]);
    }
    Arrays.stream(spikes).forEach(value -> all.put(value, 1.0));
    return new QuadratureNodes(
        all.keySet().stream().mapToDouble(at -> at).toArray(),
        all.values().stream().mapToDouble(weight -> weight).toArray());
  }

  public static QuadratureNodes discrete(double... values) {
    double[] ones = new double[values.length];
    Arrays.fill(ones, 1);
    return new QuadratureNodes(values, ones);
  }

  private static QuadratureNodes real(int count, double centre) {
    return transformed(
        count,
        4,
        t -> centre + Math.sinh(Math.PI / 2 * Math.sinh(t)),
        t -> Math.PI / 2 * Math.cosh(t) * Math.cosh(Math.PI / 2 * Math.sinh(t)));
  }

  private static QuadratureNodes positive(int count) {
    return transformed(
        count,
        5,
        t -> Math.exp(Math.PI / 2 * Math.sinh(t)),
        t -> Math.PI / 2 * Math.cosh(t) * Math.exp(Math.PI / 2 * Math.sinh(t)));
  }

  private static QuadratureNodes unit(int count) {
    return transformed(
        count,
        3,
        t -> 1 / (1 + Math.exp(-Math.PI * Math.sinh(t))),
        t -> {
          double half = Math.PI / 2 * Math.sinh(t);
          return Math.PI * Math.cosh(t) / (4 * Math.cosh(half) * Math.cosh(half));
        });
  }

  private QuadratureNodes stretched(double low, double high) {
    double length = high - low;
    return new QuadratureNodes(
        Arrays.stream(x).map(at -> low + length * at).toArray(),
        Arrays.stream(weights).map(weight -> length * weight).toArray());
  }

  /** Evenly from −π to π, as suits what has this period; the ends are one place. */
  private static QuadratureNodes turn(int count) {
    double step = 2 * Math.PI / (count - 1);
    double[] places = new double[count];
    double[] weights = new double[count];
    Arrays.setAll(places, i -> -Math.PI + i * step);
    Arrays.setAll(weights, i -> i == 0 || i == count - 1 ? step / 2 : step);
    return new QuadratureNodes(places, weights);
  }

  private interface Function {
    double at(double t);
  }

  private static QuadratureNodes transformed(
      int count, double reach, Function x, Function derivative) {
    double[] places = new double[count];
    double[] weights = new double[count];
    double step = 2 * reach / (count - 1);
    for (int i = 0; i < count; i++) {
      double t = -reach + i * step;
      places[i] = x.at(t);
      weights[i] = step * derivative.at(t);
    }
    return new QuadratureNodes(places, weights);
  }
}
