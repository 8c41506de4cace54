/**
 * Tables of mixed columns. {@link dev.vae.data.table.TableSchema#infer} looks at a file, a query or
 * rows of Java and says what each column is, and why; {@link dev.vae.data.table.Table} reads rows
 * by a schema, matched by name; {@link dev.vae.data.table.TableReader} streams them; {@link
 * dev.vae.data.table.TableWriter} writes rows in the file's own dialect. Models of tables are in
 * {@link dev.vae.data.tabular}.
 */
@NullMarked
package dev.vae.data.table;

import org.jspecify.annotations.NullMarked;
