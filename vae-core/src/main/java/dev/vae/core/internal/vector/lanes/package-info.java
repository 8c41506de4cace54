/**
 * What all vector loops share: how many lanes a vector has ({@code Lanes}), a thread's own small
 * arrays ({@code Scratch}), and the transposition of a matrix of floats.
 */
package dev.vae.core.internal.vector.lanes;
