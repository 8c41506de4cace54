/**
 * Training: {@link dev.vae.core.train.Trainer} runs epochs of compiled steps, reports what happens
 * as events, warnings of unused latent dimensions and of variances that run away among them, and
 * keeps checkpoints from which it goes on as if it had never stopped.
 */
@NullMarked
package dev.vae.core.train;

import org.jspecify.annotations.NullMarked;
