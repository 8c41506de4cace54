package dev.vae.layers.prior;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Prior;
import dev.vae.core.plugin.PriorProvider;
import dev.vae.layers.density.Gaussians;
import java.util.List;
import java.util.Optional;

/**
 * The variational mixture of posteriors, 1/M Σ q(z | uₘ) over M learned pseudo-inputs uₘ, rows that
 * the model's own encoder and posterior read (Tomczak and Welling 2018). Options:
 *
 * <ul>
 *   <li>{@code components} (500), M;
 *   <li>{@code range}: {@code real}, pseudo-inputs may be any numbers, which suits all data (the
 *       default); or {@code unit}, they are cut off at 0 and 1, as the paper does for images;
 *   <li>{@code mean} (0) and {@code deviation} (0.1), for {@code unit} 0.05 and 0.01 as in the
 *       paper's program: pseudo-inputs start as normal noise of these, in units of rows as the
 *       model sees them after scaling.
 * </ul>
 *
 * <p>In a conditioned model, conditions of the pseudo-inputs are learned beside them, and the
 * weights, else all 1/M, are a softmax of a linear function of the row's condition.
 */
public final class VampPrior implements PriorProvider {

  /** Found by ServiceLoader. */
  public VampPrior() {}

  @Override
  public String name() {
    return "vampPrior";
  }

  @Override
  public Prior create(Options options) {
    int components = options.integer("components", 500);
    boolean unit = options.choice("range", "real", List.of("real", "unit")).equals("unit");
    double mean = options.decimal("mean", unit ? 0.05 : 0);
    double former = options.decimal("deviation", unit ? 0.01 : 0.1); // of earlier versions
    double deviation = options.decimal("standardDeviation", former);
    if (components < 1 || !(deviation > 0)) {
      throw new IllegalArgumentException(
          "'vampPrior' needs at least 1 component and a standard deviation above 0, not "
              + components
              + ", "
              + deviation);
    }
    return new Vamp(components, unit, mean, deviation);
  }

  private record Vamp(int components, boolean unit, double mean, double deviation)
      implements Prior {

    @Override
    public Tensor logProb(Tensor z, Context pass) {
      Inference posteriors = pass.encode(inputs(pass), conditions(pass));
      Tensor each =
          posteriors.logProb(Gaussians.withAxisForComponents(z)).orElseThrow(Vamp::noDensity);
      return each.add(logWeights(pass)).logSumExp(-1);
    }

    /** Chooses a pseudo-input for every row first, so that any posterior's own draw serves. */
    @Override
    public Tensor sample(int latent, Context pass) {
      Shape shape = Shape.batch(components);
      Tensor uniform = pass.noise(Noise.Distribution.UNIFORM, shape);
      Tensor chosen = Functions.drawOneHot(logWeights(pass), uniform);
      Inference posterior =
          pass.encode(chosen.matmul(inputs(pass)), conditions(pass).map(chosen::matmul));
      return posterior.draw(1).z().reshape(Shape.batch(latent));
    }

    /** Returns the KL of a single pseudo-input with a diagonal Gaussian. */
    @Override
    public Optional<Tensor> kl(Inference q, Context pass) {
      if (components > 1) {
        return Optional.empty();
      }
      Inference only = pass.encode(inputs(pass), conditions(pass));
      return only.logVariance().flatMap(v -> Gaussians.kl(q, only.mean(), v));
    }

    private Tensor inputs(Context pass) {
      Shape shape = Shape.of(components, pass.width());
      Tensor free = pass.parameter("inputs", shape, Initializer.normal(deviation)).add(mean);
      return unit ? free.max(0).min(1) : free;
    }

    private Optional<Tensor> conditions(Context pass) {
      return pass.condition()
          .map(
              rows -> {
                Shape shape = Shape.of(Dim.of(components), rows.shape().dim(1));
                return pass.parameter("conditions", shape, Initializer.normal(1));
              });
    }

    /** {@code [M]}, or {@code [N, M]} where rows are conditioned. */
    private Tensor logWeights(Context pass) {
      return pass.condition()
          .map(c -> Functions.logSoftmax(Gaussians.dense("weights", c, components, pass), -1))
          .orElseGet(
              () -> pass.graph().constant(-Math.log(components)).expand(Shape.of(components)));
    }

    private static IllegalArgumentException noDensity() {
      return new IllegalArgumentException(
          "'vampPrior' is a mixture of posteriors, so it needs log q(z | x) of any latents, which"
              + " this posterior has no closed form of (a flow that cannot be inverted, or a single"
              + " point); take a Gaussian posterior, or prior 'gaussianMixture'");
    }
  }
}
