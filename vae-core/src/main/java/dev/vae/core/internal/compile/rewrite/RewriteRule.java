package dev.vae.core.internal.compile.rewrite;

import dev.vae.core.graph.Tensor;

/**
 * One way of writing a node better. A rule looks at the graph alone, never at kernels, threads or
 * the batch, so that every run computes the same thing.
 */
@FunctionalInterface
interface RewriteRule {

  /**
   * Returns something equal to t that is better, built from t's operands; null to leave t as it is.
   */
  Tensor better(Tensor t);
}
