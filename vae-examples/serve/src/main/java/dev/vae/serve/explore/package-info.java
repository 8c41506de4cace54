/**
 * What a page shows of a model and rows: where the rows lie in the latent space, and what colours
 * them.
 */
package dev.vae.serve.explore;
