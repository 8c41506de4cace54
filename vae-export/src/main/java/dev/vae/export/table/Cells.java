package dev.vae.export.table;

import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;

/**
 * Rows as the members see them, in double precision.
 *
 * @param values {@code [N, D]}, 0 where missing
 * @param observed 1 where observed, else 0, {@code [N, D]}
 */
record Cells(Term values, Term observed) {

  /** The same, to go on with in a branch of the graph. */
  Cells in(OnnxGraph branch) {
    return new Cells(branch.read(values), branch.read(observed));
  }

  /** How many rows there are, a list of one. */
  Term rows() {
    return observed.length(0);
  }
}
