/**
 * Readers of matrices most of whose values are 0: {@link dev.vae.data.read.sparse.SparseNpz} as
 * scipy saves them, {@link dev.vae.data.read.sparse.MatrixMarket} and {@link
 * dev.vae.data.read.sparse.SvmLight}.
 *
 * <p>Every byte is taken as hostile, as everywhere in {@code data.read}: what a header states is
 * checked against the file's length, and every place of an entry against the shape.
 */
package dev.vae.data.read.sparse;
