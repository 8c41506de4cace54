package dev.vae.core.estimate;

import java.util.Optional;

/**
 * A bound on the log-likelihood of rows, or an estimate of it, in nats; of values as the model sees
 * them, after scaling.
 *
 * @param kind what it is
 * @param samples draws of z, or chains, for each row
 * @param rows how many rows
 * @param logLikelihood the mean over rows
 * @param standardError of that mean over rows: the rows' standard deviation / √rows
 * @param monteCarloError the part of the uncertainty that more samples would take away: the
 *     standard error of the mean if the same rows were judged again with other noise. For weighted
 *     estimates by the delta method, 1/ESS − 1/K for each row, which is too little where few draws
 *     decide, see {@link EffectiveSamples#errorTrusted}; NaN for one sample
 * @param bitsPerDim −logLikelihood / (D ln 2), with no correction for dequantisation: densities of
 *     grey levels divided by 255 need log2 255 = 7.994 more to be those of the levels
 * @param reconstruction E[log p(x | z)] over z from q(z | x), the mean over rows; NaN where no z is
 *     drawn from q, as in {@link EstimateKind#AIS}
 * @param kl KL(q(z | x) || p(z)), the mean over rows; NaN likewise
 * @param effective the effective number of samples of weighted estimates
 */
public record Estimate(
    EstimateKind kind,
    int samples,
    long rows,
    double logLikelihood,
    double standardError,
    double monteCarloError,
    double bitsPerDim,
    double reconstruction,
    double kl,
    Optional<EffectiveSamples> effective) {}
