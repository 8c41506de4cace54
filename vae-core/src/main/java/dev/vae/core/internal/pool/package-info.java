/**
 * Programs over the same variables for any number of threads: a {@code ProgramPool} compiles a
 * computation once, and each caller borrows a program with inputs and memory of its own.
 *
 * <p>Models, predictors and estimators stand on it, which is why they may be asked from several
 * threads at once.
 */
package dev.vae.core.internal.pool;
