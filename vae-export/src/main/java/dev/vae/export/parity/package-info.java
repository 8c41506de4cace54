/**
 * Compares exported files with our own engine.
 *
 * <p>{@link dev.vae.export.parity.ParityCheck} gives both the same inputs and noise and measures
 * the largest difference of each output, in the units of its column.
 */
@NullMarked
package dev.vae.export.parity;

import org.jspecify.annotations.NullMarked;
