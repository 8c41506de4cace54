/** Programs over the same variables for any number of threads, each with one of its own. */
package dev.vae.core.internal.pool;
