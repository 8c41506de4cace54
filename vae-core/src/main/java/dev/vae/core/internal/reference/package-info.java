/**
 * The double-precision loops behind {@code Reference}: written to be read and believed, not to be
 * fast.
 */
package dev.vae.core.internal.reference;
