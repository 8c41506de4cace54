package dev.vae.core.model;

import java.util.Optional;

/**
 * The approximate posteriors of rows, q(z | x), by their means and log-variances.
 *
 * @param mean the posterior means, {@code [rows][latent]}
 * @param logVariance the log-variances of every dimension, where the posterior is a diagonal
 *     Gaussian
 */
public record Encoding(float[][] mean, Optional<float[][]> logVariance) {}
