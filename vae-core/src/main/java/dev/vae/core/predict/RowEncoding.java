package dev.vae.core.predict;

import java.util.Optional;

/**
 * The approximate posterior of one row, q(z | x), by its mean and log-variance.
 *
 * @param mean the posterior mean, {@code [latent]}
 * @param logVariance the log-variance of every dimension, where the posterior is a diagonal
 *     Gaussian
 */
public record RowEncoding(float[] mean, Optional<float[]> logVariance) {}
