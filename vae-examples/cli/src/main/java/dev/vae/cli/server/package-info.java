/** The commands that answer over HTTP until they are stopped. */
package dev.vae.cli.server;
