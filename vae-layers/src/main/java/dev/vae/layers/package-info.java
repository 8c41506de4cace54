/**
 * Typed factories for the built-in parts, each giving the {@link dev.vae.core.plugin.Spec} that
 * JSON would hold, and presets that put them together.
 */
@NullMarked
package dev.vae.layers;

import org.jspecify.annotations.NullMarked;
