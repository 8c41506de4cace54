package dev.vae.core.engine;

import dev.vae.core.graph.Computation;
import dev.vae.core.internal.reference.Evaluator;
import java.util.Map;

/**
 * Evaluates a computation node by node in double precision: slow, and written so that one can see
 * that it is right. Everything that is fast is tested against it.
 */
public final class Reference {
  private Reference() {}

  /**
   * Returns the outputs by name, and the new values of updated variables by the variable's name;
   * all row-major.
   *
   * @param leaves the values of all inputs, variables and noise streams by name; others are ignored
   * @param rows the number of rows N
   * @throws IllegalArgumentException if a leaf is missing or has another number of elements, if an
   *     output is called like an updated variable, or if a place to gather from is outside its
   *     table
   */
  public static Map<String, double[]> evaluate(
      Computation computation, Map<String, double[]> leaves, int rows) {
    return Evaluator.evaluate(computation, leaves, rows);
  }
}
