package dev.vae.core.contract;

import dev.vae.core.graph.Tensor;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.LearningRateScheduleProvider;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.optim.OptimizerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.List;
import java.util.Map;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;

/** Optimizers and schedules that are wrong in one thing. */
final class BrokenOptimizers {
  private static final Spec TESTED = Spec.of("tested");
  private static long calls;

  private BrokenOptimizers() {}

  /** Gradient descent whose rate is multiplied by something. */
  record Descent(LongToDoubleFunction times, boolean divided) implements Optimizer {
    @Override
    public double learningRate() {
      return 0.1;
    }

    @Override
    public List<String> slots() {
      return List.of();
    }

    @Override
    public Map<String, Double> scalars(double rate, long step) {
      return Map.of("rate", rate * times.applyAsDouble(step));
    }

    @Override
    public List<Tensor> step(
        Tensor weight, Tensor gradient, List<Tensor> slots, Map<String, Tensor> scalars) {
      Tensor unit = divided ? gradient.div(gradient.abs()) : gradient.mul(1e-3).tanh();
      return List.of(weight.sub(unit.mul(scalars.get("rate"))));
    }
  }

  static OptimizerContract optimizer(Supplier<Optimizer> make) {
    OptimizerProvider provider =
        new OptimizerProvider() {
          @Override
          public String name() {
            return "tested";
          }

          @Override
          public Optimizer create(Options options) {
            return make.get();
          }
        };
    return OptimizerContract.of(TESTED).plugins(Plugins.load().with(provider));
  }

  static LearningRateScheduleContract schedule(Supplier<LearningRateSchedule> make) {
    LearningRateScheduleProvider provider =
        new LearningRateScheduleProvider() {
          @Override
          public String name() {
            return "tested";
          }

          @Override
          public LearningRateSchedule create(Options options) {
            return make.get();
          }
        };
    return LearningRateScheduleContract.of(TESTED).plugins(Plugins.load().with(provider));
  }

  /** Counts in a field that all share. */
  static Optimizer sharing() {
    return new Descent(step -> 1 / (1.0 + ++calls), false);
  }

  /** Counts in a field of its own, which no checkpoint has. */
  static Optimizer forgetful() {
    long[] steps = new long[1];
    return new Descent(step -> 1 / (1.0 + ++steps[0]), false);
  }

  static Optimizer uphill() {
    return new Descent(step -> -1, false);
  }

  static Optimizer dividing() {
    return new Descent(step -> 1, true);
  }

  /** Halves the rate at every question. */
  static LearningRateSchedule asked() {
    double[] factor = {1};
    return (epoch, epochs) -> factor[0] *= 0.5;
  }

  static LearningRateSchedule toNegative() {
    return (epoch, epochs) -> 1 - 2 * epoch / epochs;
  }
}
