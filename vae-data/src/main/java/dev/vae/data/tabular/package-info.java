/**
 * Models of tables, which {@link dev.vae.data.table} reads: {@link dev.vae.data.tabular.TableModel}
 * is fitted to a table as it is, with missing cells and columns of different types, and scores rows
 * for anomalies, cell by cell. Packages below fill missing cells ({@code impute}), make rows
 * ({@code synthesize}) and encode rows ({@code encode}); {@link dev.vae.data.tabular.TableTuning}
 * tries sizes.
 */
@NullMarked
package dev.vae.data.tabular;

import org.jspecify.annotations.NullMarked;
