/**
 * The built-in priors p(z), found by name: fixed and learned Gaussians, a mixture, a flow, the
 * VampPrior, and a Gaussian that depends on the row's condition.
 */
package dev.vae.layers.prior;
