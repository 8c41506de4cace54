/**
 * Opens data sets by a text, as a command line takes it: {@link dev.vae.data.source.DataSource}.
 */
package dev.vae.data.source;
