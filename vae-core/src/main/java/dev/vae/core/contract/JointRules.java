package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.bench.SameHeads;
import dev.vae.core.contract.bench.Significance;
import java.util.Arrays;

/**
 * The rules on whole rows, where elements are only distributed jointly.
 *
 * @param all every row there can be
 */
record JointRules(SameHeads same, double[][] all) {

  /** Their probabilities add up to one. */
  void normalised() {
    for (int setting = 1; setting <= DensityRules.SETTINGS; setting++) {
      double total = Arrays.stream(probabilities(setting)).sum();
      require(
          Math.abs(total - 1) <= DensityRules.EXACT,
          "the probabilities add up to " + total + ", limit 1 ± " + DensityRules.EXACT);
    }
  }

  /** Nothing else is drawn. */
  void inside() {
    for (int setting = 1; setting <= DensityRules.SETTINGS; setting++) {
      int inside = Arrays.stream(counts(setting)).sum();
      require(
          inside == DensityRules.DRAWS,
          DensityRules.DRAWS
              - inside
              + " of "
              + DensityRules.DRAWS
              + " draws are not a row of joint(...), limit 0");
    }
  }

  /** They are drawn as often as their probabilities say. */
  void draws() {
    for (int setting = 1; setting <= DensityRules.SETTINGS; setting++) {
      double[] probabilities = probabilities(setting);
      int[] counts = counts(setting);
      for (int i = 0; i < all.length; i++) {
        int comparisons = DensityRules.SETTINGS * all.length;
        require(
            Significance.likely(counts[i], DensityRules.DRAWS, probabilities[i], comparisons),
            counts[i]
                + " of "
                + DensityRules.DRAWS
                + " draws are "
                + Arrays.toString(all[i])
                + ", probability "
                + probabilities[i]
                + "; that chance is below "
                + Significance.LEVEL);
      }
    }
  }

  private double[] probabilities(int setting) {
    int width = same.subject().event().elements();
    double[] x = Arrays.stream(all).flatMapToDouble(Arrays::stream).toArray();
    double[] logs = same.result("logProb", setting, all.length, x);
    double[] probabilities = new double[all.length];
    Arrays.setAll(
        probabilities, i -> Math.exp(Arrays.stream(logs, i * width, (i + 1) * width).sum()));
    return probabilities;
  }

  private int[] counts(int setting) {
    int width = same.subject().event().elements();
    double[] drawn = same.result("sample", setting, DensityRules.DRAWS, null);
    int[] counts = new int[all.length];
    for (int n = 0; n < drawn.length; n += width) {
      double[] row = Arrays.copyOfRange(drawn, n, n + width);
      for (int i = 0; i < all.length; i++) {
        counts[i] += DensityRules.same(all[i], row) ? 1 : 0;
      }
    }
    return counts;
  }
}
