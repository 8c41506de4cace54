/** Objectives: what training makes small. Found by name; typed factories in {@code Objectives}. */
package dev.vae.layers.objective;
