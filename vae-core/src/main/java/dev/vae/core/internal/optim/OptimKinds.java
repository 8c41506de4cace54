package dev.vae.core.internal.optim;

import dev.vae.core.optim.LearningRateScheduleProvider;
import dev.vae.core.optim.OptimizerProvider;
import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.PluginKinds;
import java.util.List;

/** Announces optimizers and learning-rate schedules as kinds of plugins. */
public final class OptimKinds implements PluginKinds {

  @Override
  public List<Class<? extends NamedProvider>> kinds() {
    return List.of(OptimizerProvider.class, LearningRateScheduleProvider.class);
  }
}
