/**
 * The commands that answer over HTTP until they are stopped, {@code vae serve} and {@code vae
 * explore}: options and one call of {@code dev.vae.serve}.
 *
 * <p>{@code Explorations} reads the model and rows of a page, for {@code vae export --static-site}
 * as well.
 */
package dev.vae.cli.server;
