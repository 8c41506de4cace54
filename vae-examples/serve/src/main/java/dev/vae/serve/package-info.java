/**
 * Models behind HTTP: {@link dev.vae.serve.VaeServer} speaks the Open Inference Protocol v2, as
 * Triton, KServe and MLServer do, and plain JSON.
 */
@NullMarked
package dev.vae.serve;

import org.jspecify.annotations.NullMarked;
