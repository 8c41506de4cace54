/**
 * Fills the holes of tables: {@link dev.vae.data.tabular.impute.Imputer} gives single values with
 * intervals, or completed tables of drawn rows, whose analyses {@link
 * dev.vae.data.tabular.impute.PooledEstimate} pools by Rubin's rules.
 *
 * <p>All other cells come back as they are, to the byte. Draws are weighted, so that they are of
 * the posterior given what the row has, not of the encoder's approximation.
 */
@NullMarked
package dev.vae.data.tabular.impute;

import org.jspecify.annotations.NullMarked;
