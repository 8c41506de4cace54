/**
 * What is known of a table's columns: {@link dev.vae.data.table.column.Column} with its {@link
 * dev.vae.data.table.column.ColumnType}, levels, markers of missing values and the style in which
 * its cells are written.
 */
@NullMarked
package dev.vae.data.table.column;

import org.jspecify.annotations.NullMarked;
