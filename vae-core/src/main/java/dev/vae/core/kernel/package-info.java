/**
 * The numeric loops: an interface, two implementations with the same bits, and the rule by which
 * one is chosen. Knows nothing of graphs.
 *
 * <p>{@link dev.vae.core.kernel.Kernels} is the contract; the portable implementation is its
 * readable specification.
 */
package dev.vae.core.kernel;
