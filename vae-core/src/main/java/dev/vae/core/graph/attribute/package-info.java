/**
 * What nodes of a graph carry besides their operands. Who makes graphs calls the methods of {@code
 * Tensor}; this is for the library's own modules, which read them.
 */
@NullMarked
package dev.vae.core.graph.attribute;

import org.jspecify.annotations.NullMarked;
