/**
 * Work in parts of which each is kept when it is done, so that a killed program goes on where it
 * was: a {@code TrialFolder} has a file for each finished trial and refuses those of other work, a
 * {@code TrialPool} does several at a time. {@code OrderedParallel} does so with the pieces of one
 * stream.
 *
 * <p>Tuning, the published tables, and a table's training, scores and filled cells use it.
 */
package dev.vae.data.internal.trial;
