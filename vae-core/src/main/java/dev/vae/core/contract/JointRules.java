package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import java.util.Arrays;

/**
 * The rules on whole rows, where elements are only distributed jointly.
 *
 * @param all every row there can be
 */
record JointRules(SameHeads same, double[][] all) {

  /** Their probabilities add up to one; or, they are drawn as often as these say. */
  void check(boolean draws) {
    int width = same.subject().event().elements();
    for (int setting = 1; setting <= DensityRules.SETTINGS; setting++) {
      double[] x = Arrays.stream(all).flatMapToDouble(Arrays::stream).toArray();
      double[] logs = same.result("logProb", setting, all.length, x);
      double[] drawn =
          draws ? same.result("sample", setting, DensityRules.DRAWS, null) : new double[0];
      double total = 0;
      for (int i = 0; i < all.length; i++) {
        double p = Math.exp(Arrays.stream(logs, i * width, (i + 1) * width).sum());
        total += p;
        int count = 0;
        for (int n = 0; n < drawn.length / width; n++) {
          count +=
              Arrays.equals(all[i], Arrays.copyOfRange(drawn, n * width, (n + 1) * width)) ? 1 : 0;
        }
        double allowed =
            DensityRules.ERRORS * Math.sqrt(p * (1 - p) / DensityRules.DRAWS)
                + 2.0 / DensityRules.DRAWS;
        require(
            !draws || Math.abs((double) count / DensityRules.DRAWS - p) <= allowed,
            count
                + " of "
                + DensityRules.DRAWS
                + " draws are "
                + Arrays.toString(all[i])
                + ", probability "
                + p);
      }
      require(
          draws || Math.abs(total - 1) <= DensityRules.EXACT,
          "the probabilities add up to " + total);
    }
  }
}
