/**
 * The numeric loops: an interface, two implementations with the same bits, and the rule by which
 * one is chosen. Knows nothing of graphs.
 *
 * <p>{@link dev.vae.core.kernel.Kernels} is the contract; the portable implementation is its
 * readable specification. {@link dev.vae.core.kernel.Product} says in which order products sum,
 * {@link dev.vae.core.kernel.ConvolutionSpec} how convolutions are products, and {@link
 * dev.vae.core.kernel.Winograd} which of them take fewer multiplications.
 */
package dev.vae.core.kernel;
