package dev.vae.layers.objective;

import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.ObjectiveProvider;
import dev.vae.core.plugin.Options;
import java.util.Map;

/**
 * The negative evidence lower bound, −E[log p(x | z)] + β·KL, a mean over rows in nats (Kingma and
 * Welling 2013; β: Higgins et al. 2017). Options:
 *
 * <ul>
 *   <li>{@code samples} (1), draws of z for each row;
 *   <li>{@code beta} (1); {@code warmUp} (0), epochs over which the weight of the KL grows from 0
 *       to β (Sønderby et al. 2016);
 *   <li>{@code freeBits}, nats of KL that cost nothing in each of {@code groups} groups of
 *       neighbouring dimensions, by default in each dimension: the KL becomes Σ max(freeBits, KL of
 *       the group), with the group's KL a mean over the batch (Kingma et al. 2016, equation 15,
 *       whose unit is nats too);
 *   <li>{@code capacity}, in nats: γ·|KL − C(t)| takes the place of β·KL, with KL the mean over the
 *       batch and C growing from 0 to {@code capacity} over {@code capacityWarmUp} (0) epochs;
 *       {@code gamma} (1000) is γ (Burgess et al. 2018). Not together with {@code beta}, {@code
 *       warmUp} or {@code freeBits}.
 * </ul>
 *
 * <p>Reports {@code beta}, {@code capacity} or {@code groupsBelowFreeBits} where these change.
 */
public final class ElboObjective implements ObjectiveProvider {
  /** Found by ServiceLoader. */
  public ElboObjective() {}

  @Override
  public String name() {
    return "elbo";
  }

  @Override
  public Objective create(Options options) {
    int samples = options.integer("samples", 1);
    if (samples < 1) {
      throw new IllegalArgumentException("'elbo' needs at least 1 sample, not " + samples);
    }
    if (options.has("capacity")) {
      return capacity(samples, options);
    }
    Weight weight = new Weight(options.decimal("beta", 1), options.decimal("warmUp", 0));
    if (options.has("freeBits")) {
      return FreeBits.of(samples, weight, options);
    }
    return new Elbo(samples, weight);
  }

  private static Objective capacity(int samples, Options options) {
    for (String other : new String[] {"beta", "warmUp", "freeBits"}) {
      if (options.has(other)) {
        throw new IllegalArgumentException(
            "'elbo' takes either 'capacity', which holds the KL at a value, or '"
                + other
                + "', which weighs it; leave one out");
      }
    }
    Capacity capacity =
        new Capacity(
            samples,
            options.decimal("capacity"),
            options.decimal("capacityWarmUp", 0),
            options.decimal("gamma", 1000));
    if (!(capacity.capacity >= 0) || !(capacity.warmUp >= 0) || !(capacity.gamma >= 0)) {
      throw new IllegalArgumentException(
          "'elbo' needs capacity, capacityWarmUp and gamma of at least 0, not " + capacity);
    }
    return capacity;
  }

  /** The weight of the KL. */
  record Weight(double beta, double warmUp) {
    Weight {
      if (!(beta >= 0) || !(warmUp >= 0)) {
        throw new IllegalArgumentException(
            "'elbo' needs beta and warmUp of at least 0, not " + beta + ", " + warmUp);
      }
    }

    boolean grows() {
      return warmUp > 0;
    }

    Tensor now(Context pass) {
      return pass.epoch().mul(1 / warmUp).min(1).mul(beta);
    }

    Tensor times(Tensor kl, Context pass) {
      return grows() ? kl.mul(now(pass)) : beta == 1 ? kl : kl.mul(beta);
    }
  }

  private record Elbo(int samples, Weight weight) implements Objective {
    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor reconstruction = terms.logLikelihood().mean(0).neg();
      Tensor value = reconstruction.add(weight.times(terms.kl(), pass)).mean();
      return new Loss(value, weight.grows() ? Map.of("beta", weight.now(pass)) : Map.of());
    }
  }

  private record Capacity(int samples, double capacity, double warmUp, double gamma)
      implements Objective {
    @Override
    public Loss loss(Terms terms, Context pass) {
      Tensor reconstruction = terms.logLikelihood().mean().neg();
      Tensor now =
          warmUp > 0
              ? pass.epoch().mul(1 / warmUp).min(1).mul(capacity)
              : pass.graph().constant(capacity);
      Tensor apart = terms.kl().mean().sub(now).abs();
      return new Loss(reconstruction.add(apart.mul(gamma)), Map.of("capacity", now));
    }
  }
}
