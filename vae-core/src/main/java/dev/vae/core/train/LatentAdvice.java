package dev.vae.core.train;

import dev.vae.core.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says which latent dimensions are not used, when that has changed enough to be worth it. */
final class LatentAdvice {
  /** Below this KL, in nats, a dimension carries nothing. */
  static final double UNUSED_KL = 0.01;

  /** A unit is active if its posterior mean varies more than this (Burda et al. 2015). */
  static final double ACTIVE_VARIANCE = 0.01;

  private final VaeSpec spec;
  private final boolean noisy;
  private int told;

  LatentAdvice(VaeSpec spec, boolean noisy) {
    this.spec = spec;
    this.noisy = noisy;
  }

  TrainingEvent.LatentUse of(int epoch, LatentMonitor.Reading reading, boolean last) {
    List<Integer> unused = new ArrayList<>();
    for (int j = 0; j < spec.latent(); j++) {
      boolean carries =
          reading.kl().isPresent()
              ? reading.kl().get()[j] >= UNUSED_KL
              : reading.varianceOfMean()[j] > ACTIVE_VARIANCE;
      if (!carries && noisy) {
        unused.add(j);
      }
    }
    int change = Math.abs(unused.size() - told);
    boolean worth = change > 0 && (last || change >= Math.max(1, spec.latent() / 10));
    Optional<String> advice = Optional.empty();
    if (worth) {
      advice = Optional.of(describe(unused, reading.kl().isPresent()));
      told = unused.size();
    }
    return new TrainingEvent.LatentUse(
        epoch,
        list(reading.varianceOfMean()),
        reading.kl().map(LatentAdvice::list),
        unused,
        advice);
  }

  private String describe(List<Integer> unused, boolean byKl) {
    int latent = spec.latent();
    if (unused.isEmpty()) {
      return "all latent dimensions are used now";
    }
    String sign = byKl ? "KL below 0.01 nats" : "their posterior means hardly vary";
    String slower =
        spec.objective().name().equals("elbo")
            ? "--set objective.warmUp=10"
            : "a smaller weight of the KL at first";
    if (unused.size() == latent) {
      return "posterior collapse: "
          + (latent == 1
              ? "the latent dimension is unused ("
              : "all " + latent + " latent dimensions are unused (")
          + sign
          + "): the decoder ignores z. Warm up the KL ("
          + slower
          + "), lower its weight, or give the likelihood less variance or the decoder less to work"
          + " with";
    }
    return unused.size()
        + " of "
        + latent
        + (unused.size() == 1
            ? " latent dimensions is unused ("
            : " latent dimensions are unused (")
        + sign
        + "): "
        + (unused.size() <= 10 ? unused + "; " : "")
        + "fewer would do, or warm up the KL: "
        + slower;
  }

  private static List<Double> list(float[] values) {
    List<Double> list = new ArrayList<>();
    for (float value : values) {
      list.add((double) value);
    }
    return list;
  }
}
