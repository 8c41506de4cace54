/**
 * The only place that knows EJML: double-precision linear algebra over plain arrays.
 *
 * <p>Arrays are row-major. {@code Matrices} multiplies and solves, {@code Cholesky} factors
 * covariances; both serve the reference, probabilistic PCA and fits of mixtures, never the training
 * loop.
 */
package dev.vae.core.internal.linalg;
