/**
 * What all vector loops share: how many lanes a vector has ({@code Lanes}), and the transposition
 * of a matrix of floats ({@code Transposition}).
 */
package dev.vae.core.internal.vector.lanes;
