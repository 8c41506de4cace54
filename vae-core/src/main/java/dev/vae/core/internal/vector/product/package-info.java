/**
 * Matrix products, as BLIS and its kind do them: {@code PackedLeft} and {@code PackedRight} lay
 * operands out for tiles of the result, {@code IndexedProduct} walks over those, and {@code
 * MicroKernels} picks the loop for each ({@code Tiles}): 12 rows by 2 vectors, fewer at the edges,
 * every sum in a register. Rows may stand at any offsets, which is how convolutions read their
 * windows. Lanes run over the columns of the result and threads over its tiles, so neither changes
 * the order of a sum.
 */
package dev.vae.core.internal.vector.product;
