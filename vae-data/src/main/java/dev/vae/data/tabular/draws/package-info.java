/**
 * Given some cells of rows, the others: weighted draws, how far off they were for cells that were
 * held out, and the density of a model's latents.
 */
package dev.vae.data.tabular.draws;
