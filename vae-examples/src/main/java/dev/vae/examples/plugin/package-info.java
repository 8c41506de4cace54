/**
 * A plugin as anybody could write it, a likelihood and a layer that are not built in: it uses
 * vae-core and nothing else. The package {@code dev.vae.core.plugin} walks through it.
 */
package dev.vae.examples.plugin;
