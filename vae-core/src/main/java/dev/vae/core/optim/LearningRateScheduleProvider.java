package dev.vae.core.optim;

import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Options;

/**
 * Makes learning-rate schedules of one name; found by ServiceLoader. {@link
 * dev.vae.core.contract.LearningRateScheduleContract} proves what they promise.
 */
public interface LearningRateScheduleProvider extends NamedProvider {

  /**
   * Makes one from its options. Options that are not read are an error, reported by name.
   *
   * @throws IllegalArgumentException if an option is missing or impossible
   */
  LearningRateSchedule create(Options options);
}
