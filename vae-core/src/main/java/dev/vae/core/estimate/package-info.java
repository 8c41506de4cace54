/**
 * Judging a model. {@link dev.vae.core.estimate.Estimator}: bounds on the log-likelihood of rows
 * and estimates of it, each with its standard errors and effective number of samples. {@link
 * dev.vae.core.estimate.LatentEstimator}: what the latents carry. {@link
 * dev.vae.core.estimate.BitsPerDimension}: what figures in bits are of. {@link
 * dev.vae.core.estimate.ProbabilisticPca}: an exact likelihood to hold all of that against.
 */
@NullMarked
package dev.vae.core.estimate;

import org.jspecify.annotations.NullMarked;
