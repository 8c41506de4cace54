/**
 * Writers of rows: NPY and CSV files that appear whole or not at all.
 *
 * <p>{@link dev.vae.data.write.RowWriter} is chosen by the file's ending. CSV has the columns'
 * names, categories as text, and as many digits as a value needs; NPY has numbers. A file that is
 * not closed in order is removed.
 */
@NullMarked
package dev.vae.data.write;

import org.jspecify.annotations.NullMarked;
