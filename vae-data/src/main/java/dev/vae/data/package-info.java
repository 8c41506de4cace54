/**
 * Data sets: rows of a source, selected, transformed, shuffled and handed out in batches.
 *
 * <p>A {@link dev.vae.data.rows.RowSource} is data at rest (package {@code read} has files, {@code
 * generate} has generators); a {@link dev.vae.data.Dataset} is what a model trains on. Package
 * {@code source} opens data sets by a text such as {@code npz:cardio.npz#X}.
 */
@NullMarked
package dev.vae.data;

import org.jspecify.annotations.NullMarked;
