/**
 * What likelihoods, posteriors and priors share: Gaussian densities, log-gamma without cancellation
 * ({@code Stirling}), random values of standard distributions ({@code Draws}), and the limits that
 * keep scales and rates from overflowing ({@code SoftLimits}).
 */
package dev.vae.layers.density;
