package acme.waves;

import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.LearningRateScheduleProvider;
import dev.vae.core.plugin.Options;

// Up to the learning rate in the first half of a run, and down again (Smith 2017).
public final class Triangle implements LearningRateScheduleProvider {
  @Override
  public String name() {
    return "triangle";
  }

  @Override
  public LearningRateSchedule create(Options options) {
    double lowest = options.decimal("lowest", 0.1);
    return (epoch, epochs) -> lowest + (1 - lowest) * (1 - Math.abs(2 * epoch / epochs - 1));
  }
}
