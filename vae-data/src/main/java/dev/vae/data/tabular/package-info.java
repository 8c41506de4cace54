/**
 * Models of tables: fitted to a table as it is, with holes and columns of different types, and
 * asked what is odd in it, cell by cell.
 */
@NullMarked
package dev.vae.data.tabular;

import org.jspecify.annotations.NullMarked;
