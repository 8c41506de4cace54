/**
 * Typed factories for the built-in parts, each giving the {@link dev.vae.core.plugin.Spec} that
 * JSON would hold, and presets that put them together.
 */
package dev.vae.layers;
