/**
 * Convolutions with fewer multiplications (Winograd 1980; Lavin and Gray 2016), as {@link
 * dev.vae.core.kernel.Winograd} defines them: images go to points tile by tile, the points of each
 * pair of nodes are the rows of a matrix product, and what comes out goes back.
 */
package dev.vae.core.internal.vector.winograd;
