/** The built-in layers over sequences {@code [N, steps, features]}, found by name. */
package dev.vae.layers.layer.sequence;
