/**
 * Where new latents come from once a model is trained: its prior, or a density fitted to the
 * aggregate posterior, which a decoder has seen more of. {@link dev.vae.core.sampler.Samplers}
 * makes them.
 */
@NullMarked
package dev.vae.core.sampler;

import org.jspecify.annotations.NullMarked;
