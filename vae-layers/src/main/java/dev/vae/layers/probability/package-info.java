/** The built-in likelihoods, posteriors, priors and objectives, found by name. */
package dev.vae.layers.probability;
