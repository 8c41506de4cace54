package dev.vae.core.predict;

import java.util.Optional;

/**
 * What the encoder says of one row.
 *
 * @param mean the posterior mean, {@code [latent]}
 * @param logVariance the log-variance of every dimension, where the posterior is a diagonal
 *     Gaussian
 */
public record RowEncoding(float[] mean, Optional<float[]> logVariance) {}
