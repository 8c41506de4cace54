/** Mixtures of Gaussians fitted to latents. For the library's own modules. */
@NullMarked
package dev.vae.core.mixture;

import org.jspecify.annotations.NullMarked;
