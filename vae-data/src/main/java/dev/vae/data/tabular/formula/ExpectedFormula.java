package dev.vae.data.tabular.formula;

import dev.vae.core.model.Vae;
import java.util.List;
import java.util.Optional;

/**
 * All numbers that what is to be expected of a cell is computed from, for who computes it
 * elsewhere, as the exporter does.
 *
 * <p>No record, at which the documentation tool of JDK 17 fails (an internal error).
 */
public final class ExpectedFormula {
  /** How many draws tell what is to be expected. */
  public static final int DRAWS = 64;

  /** How much counts what a predictor says, where there is one; draws count for the rest. */
  public static final double PREDICTED = 0.6;

  /** The likelihoods whose parameters are told: variances of numbers, probabilities of levels. */
  public static final List<String> TOLD_OF = List.of("gaussian", "hurdle", "categorical");

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
  private final Optional<Vae> predictor;
  private final float[][] noise;
  private final List<Spread> spreads;
  private final List<Range> ranges;

  /** Makes it of its parts, which the methods below name. */
  public ExpectedFormula(
      Vae vae, Optional<Vae> predictor, float[][] noise, List<Spread> spreads, List<Range> ranges) {
    this.vae = vae;
    this.predictor = predictor;
    this.noise = noise;
    this.spreads = spreads;
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

  /** Returns the VAE that tells cells without draws, if there is one. */
  public Optional<Vae> predictor() {
    return predictor;
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

  /** Returns for each column where its variance is told, of categories their probabilities. */
  public List<Spread> spreads() {
    return spreads;
  }

  /**
   * Where the parameters of one column are told.
   *
   * @param part the name of its part, such as {@code gaussian}; empty where none is told
   * @param at its place among the columns of the part
   * @param width how many columns the part has
   * @param spikes single values that have probabilities, in the table's units
   */
  public record Spread(String part, int at, int width, List<Double> spikes) {
    /** Of a column of which nothing is told. */
    public static final Spread NONE = new Spread("", 0, 0, List.of());

    /** Returns the name of one of the part's parameters. */
    public String of(String parameter) {
      return part + "." + parameter;
    }
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
   * @param most what larger ones count as in the mean over a normal distribution
   */
  public record Range(boolean whole, double low, double high, double most) {}
}
