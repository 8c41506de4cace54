package dev.vae.core.estimate;

/**
 * The progress of an estimate, for who waits for it.
 *
 * @param rowsDone rows that are done, those in work counted by how much of them is done
 * @param rows all rows
 * @param mean the estimate over the rows that are done, in nats a row; NaN before the first
 * @param standardError of that mean over rows
 */
public record EstimateProgress(double rowsDone, long rows, double mean, double standardError) {}
