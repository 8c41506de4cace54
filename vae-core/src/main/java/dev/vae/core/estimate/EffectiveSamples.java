package dev.vae.core.estimate;

/**
 * How many equally weighted draws the weighted ones of a row are worth: (Σ w)² / Σ w² (Kong 1992).
 * Near 1, a single draw decides the estimate, which is then too low.
 *
 * @param mean over rows
 * @param min of the worst row
 */
public record EffectiveSamples(double mean, double min) {}
