/** The kernels on the Vector API, bit for bit equal to the portable ones. */
package dev.vae.core.internal.vector;
