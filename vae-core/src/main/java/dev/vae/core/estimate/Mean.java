package dev.vae.core.estimate;

/**
 * A mean over rows, or over draws for them.
 *
 * @param value in nats
 * @param standardError of the mean; NaN for one row
 */
public record Mean(double value, double standardError) {}
