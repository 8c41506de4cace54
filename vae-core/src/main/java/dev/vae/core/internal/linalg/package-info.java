/** The only place that knows EJML: double-precision linear algebra over plain arrays. */
package dev.vae.core.internal.linalg;
