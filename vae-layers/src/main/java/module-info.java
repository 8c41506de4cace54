/** Built-in layers, likelihoods, priors, posteriors and objectives. */
module dev.vae.layers {
  requires transitive dev.vae.core;
}
