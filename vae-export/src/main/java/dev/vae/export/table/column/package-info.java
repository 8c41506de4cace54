/** Columns of a table in ONNX: how their cells are read, and written. */
@NullMarked
package dev.vae.export.table.column;

import org.jspecify.annotations.NullMarked;
