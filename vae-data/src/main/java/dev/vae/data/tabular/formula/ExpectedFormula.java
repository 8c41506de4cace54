package dev.vae.data.tabular.formula;

import dev.vae.core.model.Vae;
import java.util.Arrays;
import java.util.List;

/**
 * All numbers that what is to be expected of a cell is computed from, for who computes it
 * elsewhere, as the exporter does.
 *
 * <p>No record, at which the documentation tool of JDK 17 fails (an internal error).
 */
public final class ExpectedFormula {
  /** How many draws tell what is to be expected. */
  public static final int DRAWS = 64;

  /** The likelihood of numbers whose variances are told. */
  public static final String SPREAD_OF = "gaussian";

  /** The name of these variances. */
  public static final String SPREAD = SPREAD_OF + ".variance";

  /** Of the normal distribution, by Gauss and Hermite. */
  private static final List<Double> NODES =
      List.of(-2.856970013872806, -1.355626179974266, 0.0, 1.355626179974266, 2.856970013872806);

  private static final List<Double> SHARES =
      List.of(
          0.011257411327720689,
          0.22207592200561264,
          0.5333333333333333,
          0.22207592200561264,
          0.011257411327720689);

  private final Vae vae;
  private final float[][] noise;
  private final int[] spreadOf;
  private final List<Range> ranges;

  /** Makes it of its parts, which the methods below name. */
  public ExpectedFormula(Vae vae, float[][] noise, int[] spreadOf, List<Range> ranges) {
    this.vae = vae;
    this.noise = noise;
    this.spreadOf = spreadOf;
    this.ranges = ranges;
  }

  /** Returns where a mean over a normal distribution is taken, in deviations. */
  public static List<Double> nodes() {
    return NODES;
  }

  /** Returns how much each of these counts. */
  public static List<Double> shares() {
    return SHARES;
  }

  /** Returns the VAE that rows are drawn by, in the model's units. */
  public Vae vae() {
    return vae;
  }

  /** Returns the noise of the first draws, {@code [draws · latent]}, for every row the same. */
  public float[] noise(int draws) {
    int latent = noise[0].length;
    float[] some = new float[draws * latent];
    for (int k = 0; k < draws; k++) {
      System.arraycopy(noise[k], 0, some, k * latent, latent);
    }
    return some;
  }

  /** Returns for each column which of the variances is its, −1 for none. */
  public int[] spreadOf() {
    return spreadOf.clone();
  }

  /** Returns for each column what its values are kept between. */
  public List<Range> ranges() {
    return ranges;
  }

  /**
   * What values of one column are kept between.
   *
   * @param whole whether they are whole numbers
   * @param low the least value, in the table's units
   * @param high the largest
   */
  public record Range(boolean whole, double low, double high) {}

  /** Tells by how many columns variances are told. */
  public int spreads() {
    return (int) Arrays.stream(spreadOf).filter(at -> at >= 0).count();
  }
}
