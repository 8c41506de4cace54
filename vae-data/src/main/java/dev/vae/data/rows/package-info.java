/**
 * Rows at rest: {@link dev.vae.data.rows.RowSource} is a file, a folder or a generator of which any
 * row can be read at any time, with what is known beside its values ({@link
 * dev.vae.data.rows.Labels}, {@link dev.vae.data.rows.Provenance}).
 */
@NullMarked
package dev.vae.data.rows;

import org.jspecify.annotations.NullMarked;
