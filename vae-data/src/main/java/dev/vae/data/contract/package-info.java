/**
 * The contract kit's part for data sources: {@link dev.vae.data.contract.DataSourceContract},
 * beside those of {@link dev.vae.core.contract}.
 */
@NullMarked
package dev.vae.data.contract;

import org.jspecify.annotations.NullMarked;
