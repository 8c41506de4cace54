package dev.vae.core.train;

import dev.vae.core.estimate.Estimate;
import java.util.Optional;

/**
 * One finished epoch.
 *
 * @param epoch its number, from 1
 * @param train running means over its steps
 * @param validation the evidence lower bound of the validation rows after it, where there are some
 * @param learningRate the learning rate of its last step
 * @param best whether the validation bound is the best so far
 */
public record EpochReport(
    int epoch, Metrics train, Optional<Estimate> validation, double learningRate, boolean best)
    implements TrainingEvent {}
