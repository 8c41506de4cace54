package dev.vae.core.internal.linalg;

/**
 * Probabilistic principal component analysis in closed form (Tipping and Bishop 1999): x = W z + μ
 * + noise of variance σ². A linear VAE has the same optimum and, with a diagonal posterior, a bound
 * that is tight there (Lucas et al. 2019); so this is what its training and estimates can be held
 * against.
 */
public final class ProbabilisticPca {
  private final double[] mean;
  private final double[] eigenvalues;
  private final double[] covariance;

  private ProbabilisticPca(double[] mean, double[] eigenvalues, double[] covariance) {
    this.mean = mean;
    this.covariance = covariance;
    this.eigenvalues = eigenvalues;
  }

  /**
   * Returns the maximum-likelihood fit for any number of latent dimensions.
   *
   * @param rows {@code [rows][D]}
   * @throws IllegalArgumentException if there is no row, or a value is not finite
   */
  public static ProbabilisticPca of(double[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("there are no rows");
    }
    int width = rows[0].length;
    double[] mean = new double[width];
    for (double[] row : rows) {
      for (int i = 0; i < width; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    double[] covariance = new double[width * width];
    for (double[] row : rows) {
      for (int i = 0; i < width; i++) {
        for (int j = 0; j <= i; j++) {
          covariance[i * width + j] += (row[i] - mean[i]) * (row[j] - mean[j]) / rows.length;
        }
      }
    }
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j * width + i] = covariance[i * width + j];
      }
    }
    for (double value : covariance) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("the covariance of the rows is not finite");
      }
    }
    return new ProbabilisticPca(mean, Matrices.symmetricEigenvalues(covariance, width), covariance);
  }

  /** Returns the mean of every column. */
  public double[] mean() {
    return mean.clone();
  }

  /** Returns the eigenvalues of the population covariance, the largest first. */
  public double[] eigenvalues() {
    return eigenvalues.clone();
  }

  /**
   * Returns the best σ² for this many latent dimensions: the mean of the other eigenvalues.
   *
   * @param latent from 0 to D − 1
   */
  public double variance(int latent) {
    double sum = 0;
    for (int i = latent; i < eigenvalues.length; i++) {
      sum += eigenvalues[i];
    }
    return sum / (eigenvalues.length - latent);
  }

  /**
   * Returns the principal axes, {@code [D][D]}, a row of length 1 each, in the order of
   * eigenvalues.
   */
  public double[][] axes() {
    return Matrices.symmetricEigenvectors(covariance, mean.length);
  }

  /**
   * Returns the maximum-likelihood weights, {@code [latent][D]}: the first axes, each √(λᵢ − σ²)
   * long; what is less than σ² long is 0.
   *
   * @param latent from 0 to D − 1
   */
  public double[][] weights(int latent) {
    double[][] axes = axes();
    double variance = variance(latent);
    double[][] weights = new double[latent][mean.length];
    for (int i = 0; i < latent; i++) {
      double length = Math.sqrt(Math.max(0, eigenvalues[i] - variance));
      for (int j = 0; j < mean.length; j++) {
        weights[i][j] = axes[i][j] * length;
      }
    }
    return weights;
  }

  /**
   * Returns the largest log-likelihood with this many latent dimensions, in nats, the mean over
   * rows.
   */
  public double logLikelihood(int latent) {
    return logLikelihood(latent, variance(latent));
  }

  /**
   * Returns the largest log-likelihood with a given σ², in nats, the mean over rows: −½ Σ (log 2π +
   * log cᵢ + λᵢ / cᵢ), cᵢ the model's variance along the i-th axis, which is λᵢ where the dimension
   * is {@link #used} and σ² elsewhere.
   */
  public double logLikelihood(int latent, double variance) {
    int used = used(latent, variance);
    double sum = 0;
    for (int i = 0; i < eigenvalues.length; i++) {
      double along = i < used ? eigenvalues[i] : variance;
      sum += Math.log(2 * Math.PI) + Math.log(along) + eigenvalues[i] / along;
    }
    return -0.5 * sum;
  }

  /**
   * Returns how many latent dimensions are used at the optimum with a given σ²: those whose
   * eigenvalue is above it. The others collapse: their posterior is the prior (Lucas et al. 2019,
   * theorem 1).
   */
  public int used(int latent, double variance) {
    int used = 0;
    while (used < Math.min(latent, eigenvalues.length) && eigenvalues[used] > variance) {
      used++;
    }
    return used;
  }

  /**
   * Returns log N(x; μ, WᵀW + σ²I), the exact likelihood of a linear model, in nats, the mean over
   * rows.
   *
   * @param rows {@code [rows][D]}
   * @param weights {@code [latent][D]}: what a unit of each latent adds
   */
  public static double logLikelihood(
      double[][] rows, double[] mean, double[][] weights, double variance) {
    int width = mean.length;
    double[] covariance = new double[width * width];
    for (int i = 0; i < width; i++) {
      for (int j = 0; j < width; j++) {
        double sum = i == j ? variance : 0;
        for (double[] w : weights) {
          sum += w[i] * w[j];
        }
        covariance[i * width + j] = sum;
      }
    }
    double[] apart = new double[rows.length * width];
    for (int r = 0; r < rows.length; r++) {
      for (int i = 0; i < width; i++) {
        apart[r * width + i] = rows[r][i] - mean[i];
      }
    }
    return Matrices.meanLogNormal(apart, covariance, width);
  }
}
