/**
 * The built-in data sources, each a {@link dev.vae.data.source.DataSourceProvider}: {@link
 * dev.vae.data.internal.source.BuiltIn} lists them.
 */
package dev.vae.data.internal.source;
