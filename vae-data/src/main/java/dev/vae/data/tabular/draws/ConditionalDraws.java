package dev.vae.data.tabular.draws;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.data.tabular.parts.RowParts;
import java.util.Arrays;
import java.util.List;

/**
 * Weighted draws of whole rows given their observed cells, from all members of an ensemble alike:
 * each member's importance weights (Mattei and Frellsen 2019, MIWAE) add up to the same. What a row
 * gets depends on its content and the seed alone. For any number of threads.
 */
public final class ConditionalDraws {
  /** Of at least so many draws cells are filled by noise that all rows share. */
  public static final int SHARED = 1000;

  /** What that noise depends on, where nothing else is asked for. */
  public static final long SEED = 1;

  /** About so many latents are decoded at once. */
  private static final int DECODED = 2048;

  private final List<Vae> members;
  private final List<ColumnDraws> samplers;
  private final boolean[] selfMasked;
  private final RowParts parts;
  private final boolean shared;

  /** Returns draws from a table's generator. */
  public static ConditionalDraws of(Generator generator, RowParts parts) {
    return new ConditionalDraws(List.of(generator.vae()), generator.selfMasked(), parts);
  }

  /**
   * Of members that take the same rows.
   *
   * @param selfMasked for each column whether weights count what was drawn for its holes
   * @param parts which columns are a cell of the table
   */
  public ConditionalDraws(List<Vae> members, boolean[] selfMasked, RowParts parts) {
    this(
        List.copyOf(members),
        members.stream().map(ColumnDraws::of).toList(),
        selfMasked.clone(),
        parts,
        false);
  }

  private ConditionalDraws(
      List<Vae> members,
      List<ColumnDraws> samplers,
      boolean[] selfMasked,
      RowParts parts,
      boolean shared) {
    this.members = members;
    this.samplers = samplers;
    this.selfMasked = selfMasked;
    this.parts = parts;
    this.shared = shared;
  }

  /**
   * Returns the same draws with noise that depends on the seed alone, for every row the same, as
   * exported files have it. What is summed up over many rows should not: its error stays.
   */
  public ConditionalDraws sharing() {
    return new ConditionalDraws(members, samplers, selfMasked, parts, true);
  }

  /** Takes what was drawn for rows. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes the draws of a row by cells of the table, whose observed ones are as they were; dates
     * with cycles are those of {@link RowParts#scaled}.
     */
    void row(int row, WeightedDraws draws);
  }

  /**
   * Draws for rows.
   *
   * @param rows in the model's units, NaN where not observed
   * @param draws in all, of which each member has the same part
   */
  public void forEach(double[][] rows, int draws, long seed, Visitor visitor) {
    int each = Math.max(1, (draws + members.size() - 1) / members.size());
    int atOnce = Math.max(1, DECODED / each);
    for (int from = 0; from < rows.length; from += atOnce) {
      double[][] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + atOnce));
      WeightedDraws[] made = draw(some, each, seed);
      for (int r = 0; r < made.length; r++) {
        visitor.row(from + r, made[r]);
      }
    }
  }

  private WeightedDraws[] draw(double[][] rows, int each, long seed) {
    int n = rows.length;
    int width = rows[0].length;
    int all = each * members.size();
    double[][] weights = new double[n][all];
    double[][][] values = new double[n][all][width];
    double[][][] means = new double[n][all][width];
    for (int m = 0; m < members.size(); m++) {
      ColumnDraws.Drawn drawn = drawn(m, rows, each, seed);
      for (int r = 0; r < n; r++) {
        double[] own = new double[each];
        for (int k = 0; k < each; k++) {
          own[k] = drawn.logWeight()[k * n + r];
          int at = (k * n + r) * width;
          for (int c = 0; c < width; c++) {
            boolean hole = Double.isNaN(rows[r][c]);
            values[r][m * each + k][c] = hole ? drawn.value()[at + c] : rows[r][c];
            means[r][m * each + k][c] =
                hole && !selfMasked[c] ? drawn.mean()[at + c] : values[r][m * each + k][c];
          }
        }
        double[] shares = WeightedDraws.truncated(own);
        for (int k = 0; k < each; k++) {
          weights[r][m * each + k] = shares[k] / members.size();
        }
      }
    }
    WeightedDraws[] made = new WeightedDraws[n];
    Arrays.setAll(
        made,
        r ->
            new WeightedDraws(weights[r], cells(values[r], values[r]), cells(means[r], values[r])));
    return made;
  }

  /** Draws by cells: a date is put together of its parts, of which none is a mean. */
  private double[][] cells(double[][] draws, double[][] dates) {
    if (parts.plain()) {
      return draws;
    }
    double[][] cells = new double[draws.length][parts.cells()];
    for (int k = 0; k < cells.length; k++) {
      for (int cell = 0; cell < parts.cells(); cell++) {
        cells[k][cell] =
            parts.split(cell) ? parts.scaled(cell, dates[k]) : draws[k][parts.first(cell)];
      }
    }
    return cells;
  }

  private ColumnDraws.Drawn drawn(int member, double[][] rows, int each, long seed) {
    Rows prepared = members.get(member).prepared(Rows.withMissing(rows));
    try (Rows.Batches batches = prepared.inOrder(rows.length, 0)) {
      Rows.Batch batch = batches.next();
      float[] none = new float[rows.length * rows[0].length];
      return shared
          ? samplers.get(member).columns(batch, none, each, seed, new long[rows.length])
          : samplers.get(member).columns(batch, none, each, seed);
    }
  }
}
