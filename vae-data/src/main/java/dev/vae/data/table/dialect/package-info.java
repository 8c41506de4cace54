/**
 * How a table is written as text: {@link dev.vae.data.table.dialect.Dialect}, found from a file's
 * bytes, and the raw records that it gives.
 */
@NullMarked
package dev.vae.data.table.dialect;

import org.jspecify.annotations.NullMarked;
