/** The providers of the built-in optimizers and learning-rate schedules. */
package dev.vae.core.internal.optim;
