package dev.vae.layers.objective;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Objective;
import dev.vae.core.plugin.Options;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bound of {@code elbo} where every group of dimensions has some KL for free.
 *
 * @param free nats a group
 * @param groups how many groups; 0 for one for each dimension
 */
record FreeBits(int samples, ElboObjective.Weight weight, double free, int groups)
    implements Objective {

  static FreeBits of(int samples, ElboObjective.Weight weight, Options options) {
    double free = options.decimal("freeBits");
    int groups = options.integer("groups", 0);
    if (!(free >= 0) || options.has("groups") && groups < 1) {
      throw new IllegalArgumentException(
          "'elbo' needs freeBits of at least 0 and at least 1 group, not " + free + ", " + groups);
    }
    return new FreeBits(samples, weight, free, groups);
  }

  @Override
  public Loss loss(Terms terms, Context pass) {
    Tensor reconstruction = terms.logLikelihood().mean().neg();
    Tensor each = byGroup(terms);
    Map<String, Tensor> report = new LinkedHashMap<>();
    report.put("groupsBelowFreeBits", each.less(free).sum());
    if (weight.grows()) {
      report.put("beta", weight.now(pass));
    }
    return new Loss(reconstruction.add(weight.times(each.max(free).sum(), pass)), report);
  }

  /** The batch's mean KL of each group, {@code [groups]}. */
  private Tensor byGroup(Terms terms) {
    if (groups == 1) {
      return terms.kl().mean().reshape(Shape.of(1));
    }
    Tensor kl = terms.klPerDimension();
    if (kl == null) {
      throw new IllegalArgumentException(
          "'elbo' with freeBits needs the KL of every dimension, but this posterior and prior have"
              + " only the KL as a whole, from draws; set groups to 1 to give the whole KL its"
              + " freeBits, or take posterior 'gaussian' or 'fullCovariance' with prior"
              + " 'standardNormal' or 'normal'");
    }
    int d = kl.shape().dim(1).factor();
    if (groups == 0 || groups == d) {
      return kl.mean(0);
    }
    if (d % groups != 0) {
      throw new IllegalArgumentException(
          "'elbo' cannot split " + d + " latent dimensions into " + groups + " equal groups");
    }
    return kl.mean(0).reshape(Shape.of(Dim.of(groups), Dim.of(d / groups))).sum(1);
  }
}
