/**
 * Passes from graph to graph: a {@code Rewriter} and its rules, each a small class. What a rule
 * does depends on the graph alone.
 */
package dev.vae.core.internal.compile.rewrite;
