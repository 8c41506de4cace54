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
 * Heads that begin where the data are: what the decoder gives is multiplied by a scale and shifted,
 * by two states of the likelihood. They are 1 and 0 until {@link Likelihood#initialValues} says
 * otherwise, so that a decoder need not learn the size of the data first.
 */
public final class Heads {
  private static final String SHIFT = ".start"; // so called in the files of models
  private static final String SCALE = ".scale";

  private Heads() {}

  /** Whether a variable of this name is a shift or a scale, which an older model may lack. */
  public static boolean isState(String variable) {
    return variable.endsWith(SHIFT) || variable.endsWith(SCALE);
  }

  /**
   * Returns the head that a shift belongs to, by its name among all heads; else the name itself.
   */
  public static String head(String variable) {
    return variable.endsWith(SHIFT)
        ? variable.substring(0, variable.length() - SHIFT.length()).replace('/', '.')
        : variable;
  }

  /**
   * Returns the shift of a head or a parameter.
   *
   * @param shape without the batch axis
   */
  public static Tensor shift(String name, Shape shape, Context pass) {
    return pass.state(name + SHIFT, shape, 0);
  }

  /** Returns {@code given + shift}. */
  public static Tensor shifted(String name, Tensor given, Context pass) {
    return given.add(shift(name, row(given), pass));
  }

  /** Returns {@code given · scale + shift}. */
  public static Tensor scaledAndShifted(String name, Tensor given, Context pass) {
    Tensor scale = pass.state(name + SCALE, row(given), 1);
    return shifted(name, given.mul(scale), pass);
  }

  /**
   * Returns {@link #scaledAndShifted}, and smoothly kept between limits, which a shift beyond 0
   * takes along: from {@code low + min(0, shift)} to {@code high + max(0, shift)}.
   */
  public static Tensor limited(String name, Tensor given, double low, double high, Context pass) {
    Tensor shift = shift(name, row(given), pass);
    Tensor from = shift.min(0).add(low);
    Tensor to = shift.max(0).add(high);
    Tensor free = scaledAndShifted(name, given, pass);
    pass.limit(name, free, from, to);
    return Functions.softClip(free, from, to);
  }

  private static Shape row(Tensor given) {
    return given.shape().sub(1, given.shape().rank());
  }

  /**
   * Adds the initial values of the shift and scale of a head or parameter.
   *
   * @param into what is added to
   * @param name of the head
   * @param shift for each column
   * @param scale for each column, above 0; null where it is not scaled
   */
  public static void initialize(
      Map<String, double[]> into,
      String name,
      List<Marginal> columns,
      ToDoubleFunction<Marginal> shift,
      @Nullable ToDoubleFunction<Marginal> scale) {
    into.put(name + SHIFT, each(columns, shift, 0));
    if (scale != null) {
      into.put(name + SCALE, each(columns, scale, 1));
    }
  }

  /** Returns the same for one head whose columns are not scaled. */
  public static Map<String, double[]> initialize(
      String name, List<Marginal> columns, ToDoubleFunction<Marginal> shift) {
    Map<String, double[]> values = new LinkedHashMap<>();
    initialize(values, name, columns, shift, null);
    return values;
  }

  /** Sets values by element, where elements are not columns. */
  public static void initialize(
      Map<String, double[]> into, String name, double[] shift, double[] scale) {
    into.put(name + SHIFT, shift);
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
