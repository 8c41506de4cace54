/** Fills the holes of tables: values, completed tables, intervals. */
@NullMarked
package dev.vae.data.tabular.impute;

import org.jspecify.annotations.NullMarked;
