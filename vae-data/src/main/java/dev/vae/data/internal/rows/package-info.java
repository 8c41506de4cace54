/**
 * Sources that stand on something else: on an array ({@code ArraySource}), on some columns of
 * another source ({@code ColumnSource}), or on bytes as most images have them ({@code
 * ByteRowSource}).
 *
 * <p>Readers of files are in {@code data.read}; a data set asks all of them by {@code RowSource}.
 */
package dev.vae.data.internal.rows;
