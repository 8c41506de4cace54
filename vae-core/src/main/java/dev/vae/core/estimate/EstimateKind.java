package dev.vae.core.estimate;

import java.util.Locale;

/** How log p(x) is estimated: by which bound or method. */
public enum EstimateKind {
  /** The evidence lower bound (Kingma and Welling 2013). */
  ELBO(1),

  /** The importance-weighted bound (Burda et al. 2015). */
  IWAE(100),

  /** The log-likelihood by importance sampling: the same, with thousands of draws. */
  IS(5000),

  /** The log-likelihood by annealed importance sampling (Neal 2001; Wu et al. 2017). */
  AIS(16);

  private final int samples;

  EstimateKind(int samples) {
    this.samples = samples;
  }

  /** Returns the name in lower case, as the command line and files have it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how many draws of z for each row, or chains, suit it. */
  public int samples() {
    return samples;
  }

  double value(RowDraws draws, int row) {
    return this == ELBO ? draws.elbo(row) : draws.logMeanWeight(row);
  }

  double error(RowDraws draws, int row) {
    return this == ELBO ? draws.elboError(row) : draws.weightError(row);
  }
}
