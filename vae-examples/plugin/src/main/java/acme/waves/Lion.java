package acme.waves;

import dev.vae.core.graph.Tensor;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.optim.OptimizerProvider;
import dev.vae.core.plugin.Options;
import java.util.List;
import java.util.Map;

// Steps of one size, by the sign of a moving mean of gradients (Chen et al. 2023, algorithm 2).
public final class Lion implements OptimizerProvider {
  @Override
  public String name() {
    return "lion";
  }

  @Override
  public Optimizer create(Options options) {
    return new Steps(Optimizer.checkedLearningRate(options.decimal("learningRate", 1e-4)));
  }

  private record Steps(double learningRate) implements Optimizer {
    @Override
    public List<String> slots() {
      return List.of("mean");
    }

    @Override
    public Map<String, Double> scalars(double learningRate, long step) {
      return Map.of("learningRate", learningRate);
    }

    @Override
    public List<Tensor> step(
        Tensor weight, Tensor gradient, List<Tensor> slots, Map<String, Tensor> scalars) {
      Tensor mean = slots.get(0);
      Tensor direction = mean.mul(0.9).add(gradient.mul(0.1)).sign();
      Tensor next = mean.mul(0.99).add(gradient.mul(0.01));
      return List.of(weight.sub(direction.mul(scalars.get("learningRate"))), next);
    }
  }
}
