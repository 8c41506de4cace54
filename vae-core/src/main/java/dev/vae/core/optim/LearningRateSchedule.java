package dev.vae.core.optim;

import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.Objects;

/**
 * A learning rate's factor over the course of training. {@link LearningRateScheduleProvider} lets
 * one be chosen by name.
 */
@FunctionalInterface
public interface LearningRateSchedule {

  /**
   * Returns the factor for the next step, finite and not below 0.
   *
   * @param epoch how many epochs are done, with fractions
   * @param epochs how many there will be
   */
  double factor(double epoch, double epochs);

  /**
   * Returns the schedule of a name, with its options, such as {@code {"type": "cosine", "last":
   * 0.1}}.
   *
   * @throws IllegalArgumentException if there is none of this name, or it has no such option
   */
  static LearningRateSchedule of(Spec spec, Plugins plugins) {
    Objects.requireNonNull(plugins, "plugins");
    LearningRateSchedule made =
        plugins.make(
            LearningRateScheduleProvider.class, spec, LearningRateScheduleProvider::create);
    return made instanceof Schedules.Known ? made : new Schedules.Named(spec, made);
  }

  /** Always 1. */
  static LearningRateSchedule constant() {
    return new Schedules.Constant();
  }

  /** Returns half a cosine from 1 to {@code last} (Loshchilov and Hutter 2016). */
  static LearningRateSchedule cosine(double last) {
    return new Schedules.Cosine(last);
  }

  /** Multiplies by {@code each} over every epoch, smoothly. */
  static LearningRateSchedule exponential(double each) {
    return new Schedules.Exponential(each);
  }

  /** Multiplies by {@code factor} at every {@code every}-th epoch. */
  static LearningRateSchedule step(int every, double factor) {
    if (every < 1) {
      throw new IllegalArgumentException("a step schedule needs at least 1 epoch, not " + every);
    }
    return new Schedules.Step(every, factor);
  }

  /** Returns this in words; one of your own has none unless it says so. */
  default String describe() {
    return this instanceof Schedules.Known ? toString() : "one of your own";
  }

  /** Returns this, after growing from 0 over the first epochs. */
  default LearningRateSchedule warmUp(double first) {
    return new Schedules.WarmUp(first, this);
  }
}
