package dev.vae.layers.objective;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the model says of hidden values given the others: of each row some observed values are
 * hidden from the posterior, and the loss is −E[log p(x hidden | z)], z from q(z | x visible), a
 * mean over rows in nats. That of a masked auto-encoder (He et al. 2022) where the posterior is
 * {@code deterministic}: it learns to tell cells from the others of their row, and nothing of what
 * rows there are, for the prior does not count. Options:
 *
 * <ul>
 *   <li>{@code rate} (0.6): of each row a share between 0 and so much is hidden, drawn evenly;
 *   <li>{@code groups}, a number for each value, from 0: values of one number are hidden together;
 *       by default each is by itself.
 * </ul>
 */
public final class MaskedObjective implements ObjectiveProvider {
  /** Found by ServiceLoader. */
  public MaskedObjective() {}

  @Override
  public String name() {
    return "masked";
  }

  @Override
  public Objective create(Options options) {
    double rate = options.decimal("rate", 0.6);
    if (!(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "'masked' needs a rate above 0 and of at most 1, not " + rate);
    }
    List<Integer> groups = List.copyOf(options.integers("groups"));
    for (int group : groups) {
      if (group < 0 || group >= groups.size()) {
        throw new IllegalArgumentException(
            "'masked' needs groups from 0 to below the number of values, "
                + groups.size()
                + ", not "
                + group);
      }
    }
    return new Masked(rate, groups);
  }

  private record Masked(double rate, List<Integer> groups) implements Objective {
    @Override
    public int samples() {
      return 1;
    }

    @Override
    public Optional<Tensor> visible(Context pass) {
      int width = pass.width();
      if (!groups.isEmpty() && groups.size() != width) {
        throw new IllegalArgumentException(
            "'masked' has groups for "
                + groups.size()
                + " values, but rows have "
                + width
                + "; give a number for each");
      }
      int units = groups.stream().mapToInt(g -> g + 1).max().orElse(width);
      Tensor share = pass.noise(Noise.Distribution.UNIFORM, Shape.batch(1)).mul(rate);
      Tensor each = pass.noise(Noise.Distribution.UNIFORM, Shape.batch(units));
      Tensor visible = share.expand(Shape.batch(units)).lessEqual(each);
      return Optional.of(groups.isEmpty() ? visible : visible.matmul(membership(units, pass)));
    }

    /** 1 where a value belongs to a group, {@code [groups, D]}. */
    private Tensor membership(int units, Context pass) {
      double[] belongs = new double[units * groups.size()];
      for (int c = 0; c < groups.size(); c++) {
        belongs[groups.get(c) * groups.size() + c] = 1;
      }
      return pass.graph().constant(Shape.of(units, groups.size()), belongs);
    }

    @Override
    public Loss loss(Terms terms, Context pass) {
      return new Loss(terms.logLikelihood().mean().neg(), Map.of());
    }
  }
}
