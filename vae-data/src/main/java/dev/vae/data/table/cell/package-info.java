/**
 * The cells of a table as text: numbers and dates in the styles that people write them in, words
 * for missing values, blanks. A {@link dev.vae.data.table.cell.CellReader} reads the cells of one
 * column by all of these.
 */
package dev.vae.data.table.cell;
