/**
 * How a table is written as text: {@link dev.vae.data.table.dialect.Dialect}, found from a file's
 * bytes, and the raw records that it gives.
 */
package dev.vae.data.table.dialect;
