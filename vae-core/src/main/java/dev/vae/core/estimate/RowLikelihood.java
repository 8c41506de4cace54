package dev.vae.core.estimate;

/**
 * A bound on the log-likelihood of one row, or an estimate of it, in nats; of values as the model
 * sees them, after scaling. To the bit the same whether the row was judged alone or with others.
 *
 * @param row the row's number in its source, from 0
 * @param logLikelihood the value
 * @param standardError the Monte Carlo standard error of the value: what it would spread by if the
 *     row were judged again with other noise, by the delta method, see {@link
 *     Estimate#monteCarloError}; NaN for one draw
 * @param effectiveSamples how many equally weighted draws the weighted ones are worth, (Σ w)² / Σ
 *     w² (Kong 1992), from 1 to the number of draws; near 1, a single draw decides
 * @param paretoShape the shape k of the generalised Pareto distribution that fits the largest
 *     weights (Vehtari et al. 2024): above 0.7 the standard error is too small and the value too
 *     low; NaN for fewer than 25 draws, which cannot tell
 */
public record RowLikelihood(
    long row,
    double logLikelihood,
    double standardError,
    double effectiveSamples,
    double paretoShape) {}
