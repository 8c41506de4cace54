package dev.vae.cli.reproduce.detect;

import dev.vae.data.internal.outlier.IsolationForest;

/**
 * Isolation forest (Liu, Ting and Zhou 2008): trees of random cuts of 256 rows each; what few cuts
 * set apart is odd.
 */
public final class IsolationForestDetector implements Detector {
  @Override
  public String name() {
    return "isolation forest";
  }

  @Override
  public double[] scores(double[][] train, double[][] test, long seed) {
    return IsolationForest.of(train, new int[train[0].length], seed).scores(test);
  }
}
