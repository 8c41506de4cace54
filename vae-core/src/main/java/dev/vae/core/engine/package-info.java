/**
 * Two ways to run a computation: {@code Program}, compiled, float32 and fast, and {@code
 * Reference}, double precision and obviously right.
 */
@NullMarked
package dev.vae.core.engine;

import org.jspecify.annotations.NullMarked;
