/**
 * The built-in approximate posteriors q(z | x), found by name: diagonal and full Gaussians, flows
 * on top of them (planar, inverse autoregressive), and a single point.
 */
package dev.vae.layers.posterior;
