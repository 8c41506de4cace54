/**
 * Reverse-mode differentiation from graph to graph: {@link dev.vae.core.grad.Gradients} adds the
 * derivative's nodes to the graph, so that they are compiled, differentiated again and exported
 * like all others. {@link dev.vae.core.grad.GradientCheck} compares them with finite differences.
 */
@NullMarked
package dev.vae.core.grad;

import org.jspecify.annotations.NullMarked;
