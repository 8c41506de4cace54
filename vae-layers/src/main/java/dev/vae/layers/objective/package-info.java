/**
 * Objectives: the losses that training minimises. Found by name; typed factories in {@code
 * Objectives}.
 */
package dev.vae.layers.objective;
