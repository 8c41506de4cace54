package dev.vae.layers.likelihood;

import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Distribution;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Likelihood;
import dev.vae.core.plugin.Marginal;
import dev.vae.core.plugin.Support;
import dev.vae.layers.density.SoftLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A likelihood whose elements are independent, each with its own head values.
 *
 * @param support the values that have a density
 * @param heads what the decoder gives for each element, by name
 * @param first where the heads begin
 * @param maker makes the distribution of the head tensors, all of the event's shape behind the
 *     batch
 */
record ElementwiseLikelihood(Support support, List<String> heads, First first, Maker maker)
    implements Likelihood {

  /** Says where heads begin. */
  @FunctionalInterface
  interface First {
    /**
     * Adds the values that variables begin with, see {@link Likelihood#initialValues}.
     *
     * @param columns the marginals of all elements
     */
    void add(Map<String, double[]> values, List<Marginal> columns);
  }

  /** Makes a distribution. */
  @FunctionalInterface
  interface Maker {
    /** Returns the distribution with these heads; noise for draws comes from the pass. */
    Distribution make(Map<String, Tensor> heads, Context pass);
  }

  /** Makes a distribution of a location and the logarithm of a scale. */
  @FunctionalInterface
  interface Located {
    /** Returns the distribution; noise for draws comes from the pass. */
    Distribution make(Tensor location, Tensor logScale, Context pass);
  }

  /**
   * A likelihood of any number with heads {@code location} and {@code logScale}.
   *
   * @param scale that of a distribution whose standard deviation is 1
   */
  static ElementwiseLikelihood located(double scale, Located maker) {
    return new ElementwiseLikelihood(
        Support.REAL,
        List.of("location", "logScale"),
        (values, columns) -> SoftLimits.begin(values, columns, scale),
        (h, pass) ->
            maker.make(
                Heads.scaledAndShifted("location", h.get("location"), pass),
                SoftLimits.log("logScale", h, pass),
                pass));
  }

  @Override
  public Map<String, Shape> heads(Shape event) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    heads.forEach(head -> shapes.put(head, event));
    return shapes;
  }

  @Override
  public Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
    Map<String, double[]> values = new LinkedHashMap<>();
    first.add(values, columns);
    return values;
  }

  @Override
  public Distribution distribution(Map<String, Tensor> heads, Shape event, Context pass) {
    return maker.make(heads, pass);
  }
}
