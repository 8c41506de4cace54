/**
 * The kernels on the Vector API, bit for bit equal to the portable ones: class by class the same
 * steps as there, ScalarExp beside ExpLoops and so on.
 *
 * <p>One rule keeps them fast: no method here takes or returns a vector. The JIT may decline to
 * inline a method of ours (the Vector API's own are always inlined), and every vector that crosses
 * such a call becomes an object, which makes a loop ten times slower. So each loop is written out
 * in one method, with its constants in locals before it, and what functions have in common is a
 * loop too: one pass writes a tile of numbers that stays in the L1 cache, the next reads it.
 *
 * <p>Another rule keeps them fast on JDK 17: one length of vector for each element type in the
 * whole JVM. There the type of a vector just loaded is guessed from what has been seen, so where
 * vectors of two lengths meet (a half vector for a conversion, say), every loop slows down.
 */
package dev.vae.core.internal.vector;
