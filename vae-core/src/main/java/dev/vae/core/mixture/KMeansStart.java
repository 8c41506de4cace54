package dev.vae.core.mixture;

import java.util.Arrays;
import java.util.Random;

/**
 * Groups points around centres to start from: k-means++ (Arthur and Vassilvitskii 2007), then some
 * of Lloyd's iterations (1982). The same seed gives the same groups: java.util.Random is specified
 * bit by bit, and sums run in the order of the points.
 */
final class KMeansStart {
  private static final int ITERATIONS = 10;

  private final double[] points;
  private final int d;
  private final int count;

  /** Points {@code [count, d]}, row-major. */
  KMeansStart(double[] points, int d) {
    this.points = points;
    this.d = d;
    this.count = points.length / d;
  }

  /** The number of each point's group, below {@code groups}; a group may be empty. */
  int[] groups(int groups, long seed) {
    double[] centres = farApart(groups, new Random(seed));
    int[] group = new int[count];
    for (int i = 0; i < ITERATIONS; i++) {
      for (int n = 0; n < count; n++) {
        group[n] = nearest(n, centres, groups);
      }
      move(centres, groups, group);
    }
    return group;
  }

  /** Each centre is a point, chosen with probability in proportion to its distance squared. */
  private double[] farApart(int groups, Random random) {
    double[] centres = new double[groups * d];
    double[] distance = new double[count];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    int chosen = random.nextInt(count);
    for (int k = 0; k < groups; k++) {
      System.arraycopy(points, chosen * d, centres, k * d, d);
      double total = 0;
      for (int n = 0; n < count; n++) {
        distance[n] = Math.min(distance[n], distance(n, centres, k));
        total += distance[n];
      }
      chosen = total > 0 ? draw(distance, random.nextDouble() * total) : random.nextInt(count);
    }
    return centres;
  }

  private static int draw(double[] weights, double at) {
    double sum = 0;
    for (int n = 0; n < weights.length; n++) {
      sum += weights[n];
      if (sum > at) {
        return n;
      }
    }
    return weights.length - 1;
  }

  private int nearest(int n, double[] centres, int groups) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < groups; k++) {
      double distance = distance(n, centres, k);
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    return best;
  }

  private double distance(int n, double[] centres, int k) {
    double sum = 0;
    for (int i = 0; i < d; i++) {
      double apart = points[n * d + i] - centres[k * d + i];
      sum += apart * apart;
    }
    return sum;
  }

  /** Every centre becomes the mean of its group; that of an empty one stays. */
  private void move(double[] centres, int groups, int[] group) {
    double[] sums = new double[groups * d];
    int[] sizes = new int[groups];
    for (int n = 0; n < count; n++) {
      sizes[group[n]]++;
      for (int i = 0; i < d; i++) {
        sums[group[n] * d + i] += points[n * d + i];
      }
    }
    for (int k = 0; k < groups; k++) {
      for (int i = 0; i < d && sizes[k] > 0; i++) {
        centres[k * d + i] = sums[k * d + i] / sizes[k];
      }
    }
  }
}
