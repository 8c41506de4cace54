/**
 * Data sets: rows of a source, selected, transformed, shuffled and handed out in batches.
 *
 * <p>A {@link dev.vae.data.rows.RowSource} is data at rest, a file, a generator or a class of
 * yours; a {@link dev.vae.data.Dataset} is what a model trains on. {@link
 * dev.vae.data.source.DataSource} opens data sets by a text such as {@code npz:cardio.npz#X}.
 */
@NullMarked
package dev.vae.data;

import org.jspecify.annotations.NullMarked;
