/**
 * What a pass over a table gathers of each column, and the rules that make types of it.
 *
 * <p>{@code ColumnEvidence} is of bounded size, however long the table is: counts, levels up to
 * some number, a reservoir of values, which ways of writing a number or date fit. {@code
 * TableInference} decides when all rows have gone by: {@code ColumnRules} first, which hands on to
 * the rules for dates, numbers and texts; columns whose type was given by hand are {@code Forced}.
 * Where a column alone leaves it open, as decimal commas do, the other columns help by {@code
 * FileHints}.
 */
package dev.vae.data.table.infer;
