/**
 * Simple detectors of odd rows, which a table's model has beside its VAEs, because each sees what
 * the others miss: random cuts (isolation forest), the distance to near rows, a linear model with
 * normal rest, the densities of single columns.
 *
 * <p>{@code InlierFilter} picks the rows that flexible models learn from, {@code Pool} says how the
 * scores of all are added. Each detector names its paper.
 */
package dev.vae.data.internal.outlier;
