/**
 * Element-wise functions, reductions and random numbers on vectors: one loop a class or family,
 * class by class the same steps as in {@code internal.portable}, so that both give the same bits.
 */
package dev.vae.core.internal.vector.function;
