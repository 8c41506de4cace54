package dev.vae.core.internal.optim;

import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.LearningRateScheduleProvider;
import dev.vae.core.plugin.Options;

/** The built-in learning-rate schedules by name. */
public final class BuiltInSchedules {
  private BuiltInSchedules() {}

  /** Always 1. */
  public static final class Constant implements LearningRateScheduleProvider {
    @Override
    public String name() {
      return "constant";
    }

    @Override
    public LearningRateSchedule create(Options options) {
      return LearningRateSchedule.constant();
    }
  }

  /** Half a cosine, down to option last. */
  public static final class Cosine implements LearningRateScheduleProvider {
    @Override
    public String name() {
      return "cosine";
    }

    @Override
    public LearningRateSchedule create(Options options) {
      return LearningRateSchedule.cosine(options.decimal("last", 0));
    }
  }

  /** Multiplied by option each over every epoch. */
  public static final class Exponential implements LearningRateScheduleProvider {
    @Override
    public String name() {
      return "exponential";
    }

    @Override
    public LearningRateSchedule create(Options options) {
      return LearningRateSchedule.exponential(options.decimal("each"));
    }
  }

  /** Multiplied by option factor at every so many epochs, option every. */
  public static final class Step implements LearningRateScheduleProvider {
    @Override
    public String name() {
      return "step";
    }

    @Override
    public LearningRateSchedule create(Options options) {
      return LearningRateSchedule.step(options.integer("every"), options.decimal("factor"));
    }
  }
}
