package dev.vae.data.tabular.formula;

import dev.vae.core.model.Vae;
import java.util.List;
import java.util.Map;

/**
 * All numbers that filled cells and their intervals are computed from, for who computes them
 * elsewhere, as the exporter does.
 *
 * <p>No record, at which the documentation tool of JDK 17 fails (an internal error).
 */
public final class FillFormula {
  /** The share of draws below the lower end of a spread. */
  public static final double LOW = 0.16;

  /** The share of draws below the upper end of a spread. */
  public static final double HIGH = 0.84;

  /** The least spread that residuals are divided by, in the model's units. */
  public static final double LEAST_SPREAD = 1e-3;

  /** Probabilities that differ by less count as equal. */
  public static final double NEAR = 1e-6;

  /** Shares of draws that differ by less count as equal, in quantiles. */
  public static final double ROUNDED = 1e-12;

  private final Vae vae;
  private final int draws;
  private final Map<String, float[]> noise;
  private final boolean[] selfMasked;
  private final List<Bounds> columns;
  private final ExpectedFormula expected;

  /** Makes it of its parts, which the methods below name. */
  public FillFormula(
      Vae vae,
      int draws,
      Map<String, float[]> noise,
      boolean[] selfMasked,
      List<Bounds> columns,
      ExpectedFormula expected) {
    this.vae = vae;
    this.draws = draws;
    this.noise = noise;
    this.selfMasked = selfMasked;
    this.columns = columns;
    this.expected = expected;
  }

  /** Returns the VAE that rows are drawn by, in the model's units. */
  public Vae vae() {
    return vae;
  }

  /** Returns how many draws there are for each row, K. */
  public int draws() {
    return draws;
  }

  /**
   * Returns the noise of the draws, by the names of the computation's leaves, for every row the
   * same.
   */
  public Map<String, float[]> noise() {
    return noise;
  }

  /** Returns for each column whether its values are missing by their own size. */
  public boolean[] selfMasked() {
    return selfMasked;
  }

  /** Returns what filled cells are kept between, and how far off draws were. */
  public List<Bounds> columns() {
    return columns;
  }

  /** Returns what single values are computed from. */
  public ExpectedFormula expected() {
    return expected;
  }

  /** Returns up to which fractions of hidden cells rows are taken together, ascending. */
  public static double[] bins() {
    return new double[] {0.25, 0.5, 0.75, 1};
  }

  /**
   * Bounds of one column.
   *
   * @param low the least value, in the table's units
   * @param high the largest
   * @param residuals for each of {@link #bins} how far off draws were for hidden cells, ascending;
   *     none where no cell was hidden
   */
  public record Bounds(double low, double high, double[][] residuals) {}
}
