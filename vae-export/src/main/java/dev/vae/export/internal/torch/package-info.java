/** Computations as PyTorch source. */
package dev.vae.export.internal.torch;
