/**
 * Symbolic tensors: what a layer, a likelihood or an objective is written in, and what everything
 * else reads.
 *
 * <p>Start at {@link dev.vae.core.graph.Tensor}: the operations are its methods. {@link
 * dev.vae.core.graph.Op} lists them all, {@link dev.vae.core.graph.Graph} makes inputs, variables,
 * constants and noise.
 */
@NullMarked
package dev.vae.core.graph;

import org.jspecify.annotations.NullMarked;
