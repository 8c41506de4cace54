/**
 * What likelihoods, posteriors and priors share: Gaussian densities, the starts of heads, and the
 * limits that keep scales and rates from overflowing ({@code SoftLimits}). Draws and densities that
 * outside parts need too are in {@link dev.vae.core.density}.
 */
package dev.vae.layers.density;
