/**
 * Jars of plugins: found, opened, and looked through, with a reason for each that cannot be used.
 */
package dev.vae.core.internal.jars;
