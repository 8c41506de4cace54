package dev.vae.export.table;

import dev.vae.export.internal.lower.Term;

/**
 * Rows as the members see them, in double precision.
 *
 * @param values {@code [N, D]}, 0 where missing
 * @param observed 1 where observed, else 0, {@code [N, D]}
 */
record Cells(Term values, Term observed) {}
