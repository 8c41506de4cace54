/**
 * What a page shows of a model and rows: where the rows lie in the latent space, and what colours
 * them.
 */
@NullMarked
package dev.vae.serve.explore;

import org.jspecify.annotations.NullMarked;
