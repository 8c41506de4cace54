/**
 * Writes a table's model as ONNX files that take the table's own columns.
 *
 * <p>{@link dev.vae.export.table.TableExporter} is where to begin; this package needs {@code
 * vae-data}, nothing else here does.
 */
@NullMarked
package dev.vae.export.table;

import org.jspecify.annotations.NullMarked;
