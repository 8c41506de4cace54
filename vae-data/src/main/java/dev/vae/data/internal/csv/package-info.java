/**
 * Files of text as rows of numbers; not exported.
 *
 * <p>They are read as tables are ({@code dev.vae.data.table}): delimiter, encoding, header, decimal
 * marks, dates and missing words are found from the whole file. What differs is strictness, for
 * here every column is a number of a row: a number stays a number, whatever a table would take it
 * for, and a cell that does not fit its column is an error.
 */
package dev.vae.data.internal.csv;
