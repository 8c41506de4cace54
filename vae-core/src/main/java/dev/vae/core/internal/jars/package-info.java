/**
 * Jars of plugins: found, opened, and looked through, with a reason for each that cannot be used.
 *
 * <p>A jar with a module descriptor becomes a module layer, any other gets a class loader of its
 * own; in both the providers are found by {@code ServiceLoader}. A broken jar is told of and left
 * out, the others work.
 */
package dev.vae.core.internal.jars;
