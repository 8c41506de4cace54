/**
 * What can be plugged in: layers, likelihoods, posteriors, priors and objectives, each an interface
 * of a few methods written in graph operations, and a provider that ServiceLoader finds by name.
 */
package dev.vae.core.plugin;
