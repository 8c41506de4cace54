package dev.vae.core.estimate;

/**
 * How many equally weighted draws the weighted ones of a row are worth: (Σ w)² / Σ w² (Kong 1992).
 * Near 1, a single draw decides the estimate, which is then too low.
 *
 * @param mean over rows
 * @param min of the worst row
 * @param heavyTails the fraction of the rows, 0 to 1, whose largest weights have a Pareto tail of a
 *     shape above 0.7, as in Pareto-smoothed importance sampling (Vehtari et al. 2024): draws of a
 *     weight that would change the estimate are still missing. 0 for fewer than 25 draws, which
 *     cannot tell
 * @param errorTrusted whether the Monte Carlo error can be trusted: at most a quarter of the rows
 *     have heavy tails, or, of fewer than 25 draws, 10 are effective in the mean. Where it cannot,
 *     the true error is larger, as a rule by half or more, and the estimate too low
 */
public record EffectiveSamples(double mean, double min, double heavyTails, boolean errorTrusted) {
  private static final double MOST_HEAVY = 0.25;
  private static final double FEWEST_EFFECTIVE = 10;

  static EffectiveSamples of(int samples, Moments effective, long heavy) {
    double share = (double) heavy / effective.count();
    boolean trusted =
        samples < ParetoTail.FEWEST ? effective.mean() >= FEWEST_EFFECTIVE : share <= MOST_HEAVY;
    return new EffectiveSamples(effective.mean(), effective.min(), share, trusted);
  }
}
