/** Where rows of a table lie in a model's latent space, and a map of them. */
@NullMarked
package dev.vae.data.tabular.encode;

import org.jspecify.annotations.NullMarked;
