/**
 * Matrix products, as BLIS and its kind do them: {@code TileOrder} walks over the tiles of the
 * result, {@code PackedLeft} and {@code PackedRight} lay operands out for them, and {@code
 * MicroKernels} picks the loop for a tile: 12 rows by 2 vectors, fewer at the edges, every sum in a
 * register. {@code IndexedProduct} is a product whose rows stand at any offsets, which is how
 * convolutions read their windows without a copy. Lanes run over the columns of the result and
 * threads over its tiles, so neither changes the order of a sum.
 */
package dev.vae.core.internal.vector.product;
