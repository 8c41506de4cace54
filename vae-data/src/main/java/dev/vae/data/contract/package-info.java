/**
 * The contract kit's part for data sources: {@link dev.vae.data.contract.DataSourceContract},
 * beside those of {@link dev.vae.core.contract}.
 */
package dev.vae.data.contract;
