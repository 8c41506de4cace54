package dev.vae.core.plugin;

import dev.vae.core.graph.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** p(x | z): turns what the decoder gives into a distribution over rows. */
public interface Likelihood {

  /**
   * Returns what the decoder must give for one row, by name: shapes without the batch axis, in a
   * fixed order, which {@code Map.of} has for one entry only.
   *
   * @param event the shape of one row, such as {@code [784]}
   */
  Map<String, Shape> heads(Shape event);

  /**
   * Returns the distribution of rows, given the decoder's heads.
   *
   * @param heads tensors {@code [c·N, ...]} with the names and shapes of {@link #heads}
   * @param event the shape of one row
   * @param pass for parameters the likelihood has of its own, such as a learned variance
   */
  Distribution distribution(
      Map<String, dev.vae.core.graph.Tensor> heads, Shape event, Context pass);

  /**
   * Whether it gives probabilities of single values, so that bits per dimension are exact, rather
   * than densities.
   */
  default boolean discrete() {
    return support().discrete();
  }

  /**
   * Returns the values this likelihood gives a density to; rows outside are refused before
   * training. Where elements differ, {@link #supports} says it of each, and this is the widest of
   * them.
   */
  Support support();

  /**
   * Returns values that variables of its own begin with when it is first trained, given how each
   * column is distributed by itself: by the names that {@link Context#parameter} and {@link
   * Context#state} were asked for, row-major. With them, an untrained model already says of each
   * column what is known without z, whatever its unit. {@link Heads} does most of it.
   *
   * @param event the shape of one row
   * @param columns for each element of a row, in row-major order
   */
  default Map<String, double[]> initialValues(Shape event, List<Marginal> columns) {
    return Map.of();
  }

  /**
   * Returns the values that every element of a row may have, in row-major order.
   *
   * @param event the shape of one row
   */
  default List<Support> supports(Shape event) {
    return Collections.nCopies(event.elements(), support());
  }
}
