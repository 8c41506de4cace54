/**
 * Judging a model. {@link dev.vae.core.estimate.Estimator}: bounds on the log-likelihood of rows
 * and estimates of it, each with its standard errors and effective number of samples. {@link
 * dev.vae.core.estimate.LatentEstimator}: what the latents carry. {@link
 * dev.vae.core.estimate.BitsPerDimension}: what figures in bits are of.
 */
@NullMarked
package dev.vae.core.estimate;

import org.jspecify.annotations.NullMarked;
