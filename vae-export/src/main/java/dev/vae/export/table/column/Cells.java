package dev.vae.export.table.column;

import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;

/**
 * Rows as the members see them, in double precision.
 *
 * @param values {@code [N, D]}, 0 where missing
 * @param observed 1 where observed, else 0, {@code [N, D]}
 */
public record Cells(Term values, Term observed) {

  /** Returns the same, to go on with in a branch of the graph. */
  public Cells in(OnnxGraph branch) {
    return new Cells(branch.read(values), branch.read(observed));
  }

  /** Returns how many rows there are, a list of one. */
  public Term rows() {
    return observed.length(0);
  }
}
