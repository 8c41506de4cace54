/** Where rows of a table lie in a model's latent space, and a map of them. */
package dev.vae.data.tabular.encode;
