/**
 * Convolutions as matrix products: forward, backward to the images ({@code BackwardConvolution},
 * which is also what {@code convTranspose2d} runs), and to the weights; with forms of their own
 * where there are few channels ({@code ThinConvolution}, {@code PatchConvolution}). Images are
 * channels-last; what a window reads beyond an edge is zero.
 */
package dev.vae.core.internal.vector.convolution;
