/**
 * Opens data sets by a text, as a command line takes it: {@link dev.vae.data.source.DataSource}.
 * Plugins add kinds of sources by {@link dev.vae.data.source.DataSourceProvider}.
 */
@NullMarked
package dev.vae.data.source;

import org.jspecify.annotations.NullMarked;
