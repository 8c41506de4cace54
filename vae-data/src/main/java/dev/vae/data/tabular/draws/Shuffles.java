package dev.vae.data.tabular.draws;

import java.util.SplittableRandom;

/** Orders drawn at random (Fisher and Yates, by Durstenfeld 1964). */
public final class Shuffles {
  private Shuffles() {}

  /** Returns the numbers from 0 to n − 1 in a random order. */
  public static int[] order(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Returns rows in a random order; the array that is given stays as it is. */
  public static double[][] rows(double[][] rows, SplittableRandom random) {
    double[][] mixed = rows.clone();
    for (int i = mixed.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double[] kept = mixed[i];
      mixed[i] = mixed[j];
      mixed[j] = kept;
    }
    return mixed;
  }
}
