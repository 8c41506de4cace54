/**
 * Sizes that graphs and kernels, which do not know each other, say in the same words: {@link
 * dev.vae.core.geometry.ConvolutionGeometry}.
 *
 * <p>A graph keeps them as an attribute of a node, a kernel gets them with the number of images.
 * The package uses nothing else, so that neither side reaches the other through it.
 */
@NullMarked
package dev.vae.core.geometry;

import org.jspecify.annotations.NullMarked;
