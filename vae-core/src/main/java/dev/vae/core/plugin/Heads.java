package dev.vae.core.plugin;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Heads that begin where the data are: what the decoder gives is multiplied by a scale and moved by
 * a start, both states of the likelihood. They are 1 and 0 until {@link Likelihood#firstValues}
 * says otherwise, so that a decoder need not learn the size of the data first.
 */
public final class Heads {
  private static final String START = ".start";
  private static final String SCALE = ".scale";

  private Heads() {}

  /** Whether a variable of this name is a start or a scale, which an older model may lack. */
  public static boolean isState(String variable) {
    return variable.endsWith(START) || variable.endsWith(SCALE);
  }

  /**
   * Returns the head that a start belongs to, by its name among all heads; else the name itself.
   */
  public static String head(String variable) {
    return variable.endsWith(START)
        ? variable.substring(0, variable.length() - START.length()).replace('/', '.')
        : variable;
  }

  /**
   * Returns the start of a head or a parameter.
   *
   * @param shape without the batch axis
   */
  public static Tensor start(String name, Shape shape, Context pass) {
    return pass.state(name + START, shape, 0);
  }

  /** Returns {@code given + start}. */
  public static Tensor moved(String name, Tensor given, Context pass) {
    return given.add(start(name, row(given), pass));
  }

  /** Returns {@code given · scale + start}. */
  public static Tensor placed(String name, Tensor given, Context pass) {
    Tensor scale = pass.state(name + SCALE, row(given), 1);
    return moved(name, given.mul(scale), pass);
  }

  /**
   * Returns {@link #placed}, and smoothly kept between limits, which a start beyond 0 takes along:
   * from {@code low + min(0, start)} to {@code high + max(0, start)}.
   */
  public static Tensor limited(String name, Tensor given, double low, double high, Context pass) {
    Tensor start = start(name, row(given), pass);
    Tensor from = start.min(0).add(low);
    Tensor to = start.max(0).add(high);
    Tensor free = placed(name, given, pass);
    pass.limit(name, free, from, to);
    return Functions.between(free, from, to);
  }

  private static Shape row(Tensor given) {
    return given.shape().sub(1, given.shape().rank());
  }

  /**
   * Says where a head or parameter begins, and its scale.
   *
   * @param into what is added to
   * @param name of the head
   * @param start for each column
   * @param scale for each column, above 0; null where it is not scaled
   */
  public static void begin(
      Map<String, double[]> into,
      String name,
      List<Marginal> columns,
      ToDoubleFunction<Marginal> start,
      @Nullable ToDoubleFunction<Marginal> scale) {
    into.put(name + START, each(columns, start, 0));
    if (scale != null) {
      into.put(name + SCALE, each(columns, scale, 1));
    }
  }

  /** Returns the same for one head whose columns are not scaled. */
  public static Map<String, double[]> begin(
      String name, List<Marginal> columns, ToDoubleFunction<Marginal> start) {
    Map<String, double[]> values = new LinkedHashMap<>();
    begin(values, name, columns, start, null);
    return values;
  }

  /** Sets values by element, where elements are not columns. */
  public static void begin(
      Map<String, double[]> into, String name, double[] start, double[] scale) {
    into.put(name + START, start);
    if (scale != null) {
      into.put(name + SCALE, scale);
    }
  }

  private static double[] each(
      List<Marginal> columns, ToDoubleFunction<Marginal> of, double unseen) {
    return columns.stream()
        .mapToDouble(c -> c.count() == 0 ? unseen : of.applyAsDouble(c))
        .toArray();
  }
}
