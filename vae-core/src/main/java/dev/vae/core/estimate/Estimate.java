package dev.vae.core.estimate;

/**
 * A bound on the log-likelihood of rows, in nats; of values as the model sees them, after scaling.
 *
 * @param estimator {@code elbo} or {@code iwae}
 * @param samples draws of z for each row
 * @param rows how many rows
 * @param logLikelihood the bound, the mean over rows
 * @param standardError of that mean over rows: the rows' standard deviation / √rows
 * @param bitsPerDim −logLikelihood / (D ln 2), with no correction for dequantisation: densities of
 *     grey levels divided by 255 need log2 256 = 8 more to be those of the levels
 * @param reconstruction E[log p(x | z)] over z from q(z | x), the mean over rows
 * @param kl KL(q(z | x) || p(z)), the mean over rows
 */
public record Estimate(
    String estimator,
    int samples,
    long rows,
    double logLikelihood,
    double standardError,
    double bitsPerDim,
    double reconstruction,
    double kl) {}
