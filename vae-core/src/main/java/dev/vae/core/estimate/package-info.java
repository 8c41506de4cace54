/** Bounds on the log-likelihood of data, with standard errors. */
package dev.vae.core.estimate;
