package dev.vae.core.internal.optim;

import dev.vae.core.optim.Adam;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.optim.OptimizerProvider;
import dev.vae.core.optim.Sgd;
import dev.vae.core.plugin.Options;

/** The built-in optimizers by name. */
public final class BuiltInOptimizers {
  private static final String LEARNING_RATE = "learningRate";
  private static final double USUAL = 1e-3;

  private BuiltInOptimizers() {}

  /** {@link Adam}, with options learningRate, beta1, beta2 and epsilon. */
  public static final class AdamProvider implements OptimizerProvider {
    @Override
    public String name() {
      return "adam";
    }

    @Override
    public Optimizer create(Options options) {
      return new Adam(
          options.decimal(LEARNING_RATE, USUAL),
          options.decimal("beta1", 0.9),
          options.decimal("beta2", 0.999),
          options.decimal("epsilon", 1e-8));
    }
  }

  /** {@link Sgd}, with options learningRate and momentum. */
  public static final class SgdProvider implements OptimizerProvider {
    @Override
    public String name() {
      return "sgd";
    }

    @Override
    public Optimizer create(Options options) {
      return new Sgd(options.decimal(LEARNING_RATE, USUAL), options.decimal("momentum", 0.9));
    }
  }
}
