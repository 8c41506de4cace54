/** A VAE put together from its parts, what describes it, and where its numbers live. */
package dev.vae.core.model;
