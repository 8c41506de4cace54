/**
 * The kernels in plain Java: the readable specification of every loop and function.
 *
 * <p>Each method computes one element by a fixed chain of fused multiply-adds, and the kernels on
 * the Vector API do the same chain in lanes: their bits are equal, and a test compares them. {@code
 * Scalar*} are the functions, {@code Portable*} products, convolutions and Winograd's transforms,
 * {@code Threefry} the random generator.
 */
package dev.vae.core.internal.portable;
