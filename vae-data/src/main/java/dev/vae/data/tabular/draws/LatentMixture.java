package dev.vae.data.tabular.draws;

import dev.vae.core.mixture.GaussianMixture;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The density of the latents that a model's rows have: a Gaussian mixture fitted to draws from the
 * aggregate posterior after training, which draws rows as they are where the prior would draw some
 * that no row has (Ghosh et al. 2020, ex-post density estimation).
 */
public final class LatentMixture {
  private static final double LOG_2_PI = StrictMath.log(2 * StrictMath.PI);

  /** Components that are tried, the smallest first. */
  private static final int[] SIZES = {1, 3, 8, 24};

  /** A tenth of the latents decides, and so many at most take part. */
  private static final int MOST = 6_000;

  private static final int LEAST_EACH = 40;

  private final GaussianMixture mixture;
  private final int d;

  /** Takes a mixture. */
  public LatentMixture(GaussianMixture mixture) {
    this.mixture = mixture;
    this.d = mixture.dimensions();
  }

  /**
   * Fits mixtures of growing size and takes the one of the highest held-out likelihood.
   *
   * @param latents {@code [n][latent]}, one draw from the posterior of each row
   */
  public static LatentMixture fit(float[][] latents, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = Shuffles.order(latents.length, random);
    int used = Math.min(MOST, order.length);
    int held = used / 10;
    float[][] test = pick(latents, order, 0, held);
    float[][] train = pick(latents, order, held, used);
    LatentMixture best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (int size : SIZES) {
      if (best != null && train.length < (long) LEAST_EACH * size) {
        break;
      }
      GaussianMixture.Settings settings = new GaussianMixture.Settings(size, 40, 1e-3, 1, seed);
      LatentMixture made = new LatentMixture(GaussianMixture.fit(train, settings));
      double likelihood = 0;
      for (float[] z : test) {
        likelihood += made.logDensity(z) / test.length;
      }
      if (test.length > 0 && likelihood <= most) {
        break;
      }
      most = likelihood;
      best = made;
    }
    return best;
  }

  private static float[][] pick(float[][] rows, int[] order, int from, int to) {
    float[][] picked = new float[to - from][];
    Arrays.setAll(picked, i -> rows[order[from + i]]);
    return picked;
  }

  /** Returns the mixture. */
  public GaussianMixture mixture() {
    return mixture;
  }

  /** Returns how many values a latent has. */
  public int dimensions() {
    return d;
  }

  /** Returns the log-density of a latent, in nats. */
  public double logDensity(float[] z) {
    int k = mixture.components();
    double[] logs = new double[k];
    double[] y = new double[d];
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < k; c++) {
      double sum = 0;
      double logDeterminant = 0;
      for (int i = 0; i < d; i++) {
        double left = z[i] - mixture.means()[c * d + i];
        int row = (c * d + i) * d;
        for (int j = 0; j < i; j++) {
          left -= mixture.factors()[row + j] * y[j];
        }
        double diagonal = mixture.factors()[row + i];
        y[i] = left / diagonal;
        sum += y[i] * y[i];
        logDeterminant += StrictMath.log(diagonal);
      }
      logs[c] = StrictMath.log(mixture.weights()[c]) - 0.5 * (d * LOG_2_PI + sum) - logDeterminant;
      largest = Math.max(largest, logs[c]);
    }
    return logSum(logs, largest);
  }

  static double logSum(double[] logs, double largest) {
    if (largest == Double.NEGATIVE_INFINITY) {
      return largest;
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - largest);
    }
    return largest + StrictMath.log(sum);
  }

  /** Draws a latent. */
  public float[] draw(SplittableRandom random) {
    double component = random.nextDouble();
    double[] noise = new double[d];
    Arrays.setAll(noise, i -> Normals.next(random));
    return at(component, noise);
  }

  /**
   * Returns the latent that noise makes.
   *
   * @param component a uniform number, which chooses the component
   * @param noise standard normal numbers, one a dimension
   */
  public float[] at(double component, double[] noise) {
    double left = component;
    int c = 0;
    while (c < mixture.components() - 1 && left >= mixture.weights()[c]) {
      left -= mixture.weights()[c++];
    }
    float[] z = new float[d];
    for (int i = 0; i < d; i++) {
      double value = mixture.means()[c * d + i];
      for (int j = 0; j <= i; j++) {
        value += mixture.factors()[(c * d + i) * d + j] * noise[j];
      }
      z[i] = (float) value;
    }
    return z;
  }
}
