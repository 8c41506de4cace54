/**
 * What contracts are checked with: parts traced by themselves, quadrature, proposals, and the level
 * of significance. {@link dev.vae.core.contract.bench.ExternalRuntime}: who else runs parts. For
 * the library's own modules.
 */
package dev.vae.core.contract.bench;
