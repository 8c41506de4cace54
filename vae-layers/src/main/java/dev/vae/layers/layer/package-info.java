/** The built-in layers, found by name. */
package dev.vae.layers.layer;
