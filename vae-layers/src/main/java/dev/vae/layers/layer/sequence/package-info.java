/**
 * The built-in layers over sequences {@code [N, steps, features]}, found by name.
 *
 * <p>{@code Recurrent} takes a cell through the steps by a scan, for {@code gru} and {@code lstm};
 * {@code SelfAttention} sees all steps at once and takes {@code PositionalEncoding} to tell them
 * apart. A flat row becomes a sequence by option {@code steps}.
 */
package dev.vae.layers.layer.sequence;
