/**
 * Training: {@link dev.vae.core.train.Trainer} runs epochs of compiled steps, reports what happens
 * as events, and keeps checkpoints from which it goes on as if it had never stopped.
 */
package dev.vae.core.train;
