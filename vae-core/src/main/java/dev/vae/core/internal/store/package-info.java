/**
 * The values of variables as named arrays of a file, and back, by {@code WeightArrays}: which
 * arrays a file must have, of what shapes, and that all of them are finite.
 *
 * <p>The file itself is {@code core.internal.io}'s; models, samplers and checkpoints read and write
 * through here, so that a damaged file is refused in the same words.
 */
package dev.vae.core.internal.store;
