package dev.vae.data.tabular.draws;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.core.rows.Rows;
import dev.vae.data.tabular.formula.ExpectedFormula;
import dev.vae.data.tabular.formula.ExpectedFormula.Spread;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.RowParts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be expected of a cell given the other cells of its row: the mean of a number, the
 * likeliest level. It is what holes are filled with and what reasons of scores name, so that one
 * question has one answer. Importance-weighted draws from the generator (Mattei and Frellsen 2019,
 * MIWAE), with the same evenly spread noise for every row; of each draw the mean counts, or where
 * logarithms are modelled the mean over the normal distribution around it. Where the generator has
 * a predictor, what this says counts for a part: it learned of hidden cells alone, and what both
 * say is nearer than either. For any number of threads.
 */
public final class Expectation {
  private static final int DRAWS = ExpectedFormula.DRAWS;

  /** About so many latents are decoded at once. */
  private static final int DECODED = 2048;

  private final ColumnDraws draws;
  private final Optional<ColumnDraws> predictor;
  private final List<ExpectedCell> cells;
  private final RowParts parts;
  private final boolean[] selfMasked;
  private final boolean values;
  private final float[][] noise;
  private final List<Spread> spreads;
  private final Generator generator;

  private Expectation(Generator generator, List<ExpectedCell> cells, RowParts parts) {
    this.generator = generator;
    this.draws = ColumnDraws.of(generator.vae());
    this.predictor = generator.predictor().map(ColumnDraws::of);
    this.cells = List.copyOf(cells);
    this.parts = parts;
    this.selfMasked = generator.selfMasked();
    boolean any = false;
    for (boolean masked : selfMasked) {
      any |= masked;
    }
    this.values = any;
    this.noise = QuasiNormals.of(DRAWS, generator.vae().spec().latent());
    this.spreads = spreads(generator, cells);
  }

  private static List<Spread> spreads(Generator generator, List<ExpectedCell> cells) {
    Spread[] spreads = new Spread[cells.size()];
    Arrays.fill(spreads, Spread.NONE);
    for (String likelihood : ExpectedFormula.TOLD_OF) {
      for (Generator.Part part : generator.parts(likelihood)) {
        List<Integer> own = part.columns();
        for (int at = 0; at < own.size(); at++) {
          List<Double> spikes = cells.get(own.get(at)).spikes();
          spreads[own.get(at)] = new Spread(part.name(), at, own.size(), spikes);
        }
      }
    }
    return List.of(spreads);
  }

  /**
   * Returns that of a generator whose rows have these columns.
   *
   * @param cells of each column
   * @param parts which columns are a cell of the table
   */
  public static Expectation of(Generator generator, List<ExpectedCell> cells, RowParts parts) {
    return new Expectation(generator, cells, parts);
  }

  /** Returns the noise of draws, {@code [draws][latent]}. */
  public float[][] noise() {
    return Arrays.stream(noise).map(float[]::clone).toArray(float[][]::new);
  }

  /** Returns all that is computed by, as numbers. */
  public ExpectedFormula formula() {
    return new ExpectedFormula(
        generator.vae(),
        generator.predictor(),
        noise(),
        spreads,
        cells.stream()
            .map(c -> new ExpectedFormula.Range(c.whole(), c.low(), c.high(), c.most()))
            .toList());
  }

  /**
   * Returns what is to be expected where a row has a hole, in the table's units, {@code
   * [rows][cells]}; NaN elsewhere.
   *
   * @param rows in the model's units, NaN where not observed
   */
  public double[][] holes(double[][] rows) {
    double[][] expected = new double[rows.length][parts.cells()];
    forEach(
        rows,
        (row, drawn) -> {
          for (int c = 0; c < parts.cells(); c++) {
            boolean hole = Double.isNaN(rows[row][parts.first(c)]);
            expected[row][c] = hole ? drawn.cell(c) : Double.NaN;
          }
        });
    return expected;
  }

  /**
   * Returns what is to be expected of one cell of each row, which is hidden.
   *
   * @param rows as above
   * @param cell of each row
   */
  public double[] hidden(double[][] rows, int[] cell) {
    double[][] without = new double[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      without[r] = rows[r].clone();
      for (int c : parts.columns(cell[r])) {
        without[r][c] = Double.NaN;
      }
    }
    double[] expected = new double[rows.length];
    forEach(without, (row, drawn) -> expected[row] = drawn.cell(cell[row]));
    return expected;
  }

  private interface Visitor {
    void row(int row, Drawn drawn);
  }

  private void forEach(double[][] rows, Visitor visitor) {
    int atOnce = DECODED / DRAWS;
    for (int from = 0; from < rows.length; from += atOnce) {
      double[][] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + atOnce));
      try (Rows.Batches batches =
          generator.vae().prepared(Rows.withMissing(some)).inOrder(some.length, 0)) {
        Rows.Batch batch = Objects.requireNonNull(batches.next());
        Answer answer = answer(batch);
        Answer predicted = predictor.map(p -> Answer.of(p.predicted(batch))).orElse(null);
        for (int r = 0; r < some.length; r++) {
          visitor.row(from + r, new Drawn(answer, predicted, r, some.length));
        }
      }
    }
  }

  /**
   * What draws say of some rows; either parameters or values.
   *
   * @param parameters variances, and what else is told of columns of numbers
   * @param value drawn values
   */
  private record Answer(
      float[] logWeight, float[] mean, Map<String, float[]> parameters, float @Nullable [] value) {
    static Answer of(ColumnDraws.Expected told) {
      return new Answer(told.logWeight(), told.mean(), told.parameters(), null);
    }
  }

  private Answer answer(Rows.Batch batch) {
    if (values) {
      // what is missing by its own size weighs by what was drawn for it
      float[] none = new float[batch.rows() * cells.size()];
      ColumnDraws.Drawn drawn = draws.columns(batch, none, noise, 1);
      return new Answer(
          drawn.logWeight(), Objects.requireNonNull(drawn.mean()), Map.of(), drawn.value());
    }
    return Answer.of(draws.expected(batch, noise));
  }

  /** What draws say of one row. */
  private final class Drawn {
    private final Answer answer;
    private final @Nullable Answer predicted;
    private final int row;
    private final int rows;
    private final double[] weights;

    Drawn(Answer answer, @Nullable Answer predicted, int row, int rows) {
      this.answer = answer;
      this.predicted = predicted;
      this.row = row;
      this.rows = rows;
      double[] logs = new double[DRAWS];
      for (int k = 0; k < DRAWS; k++) {
        logs[k] = answer.logWeight[k * rows + row];
      }
      this.weights = WeightedDraws.truncated(logs);
    }

    /** A date with cycles is put together of what is to be expected of its parts. */
    double cell(int cell) {
      if (!parts.split(cell)) {
        return of(parts.first(cell));
      }
      double[] row = new double[cells.size()];
      for (int c : parts.columns(cell)) {
        row[c] = of(c);
      }
      return parts.date(cell, row);
    }

    private double of(int column) {
      ExpectedCell cell = cells.get(column);
      if (cell.levels() > 0) {
        return likeliest(column, cell.levels());
      }
      boolean raw = cell.log() || !cell.spikes().isEmpty() && answer.value == null;
      double sum = 0;
      for (int k = 0; k < DRAWS; k++) {
        sum += weights[k] * (raw ? raw(cell, answer, k, column) : mean(answer, k, column));
      }
      if (predicted != null) {
        double told = raw ? raw(cell, predicted, 0, column) : mean(predicted, 0, column);
        sum = (1 - ExpectedFormula.PREDICTED) * sum + ExpectedFormula.PREDICTED * told;
      }
      return cell.held(raw ? sum : cell.toRaw().applyAsDouble(sum));
    }

    /** Of levels that tie the first: rounding shall not decide. */
    private double likeliest(int column, int levels) {
      double[] shares = new double[levels + 1];
      for (int k = 0; k < DRAWS; k++) {
        shares[(int) answer.mean[at(k, column)]] += weights[k];
      }
      if (predicted != null) {
        Spread told = spreads.get(column);
        float[] all = parameter(predicted, told, ColumnDraws.PROBABILITIES);
        int first = (row * told.width() + told.at()) * (levels + 1);
        for (int l = 0; l <= levels; l++) {
          shares[l] =
              (1 - ExpectedFormula.PREDICTED) * shares[l]
                  + ExpectedFormula.PREDICTED * all[first + l];
        }
      }
      int best = 0;
      for (int l = 1; l < levels; l++) {
        best = ScoreFormula.vote(shares[l]) > ScoreFormula.vote(shares[best]) ? l : best;
      }
      return best;
    }

    private int at(int draw, int column) {
      return (draw * rows + row) * cells.size() + column;
    }

    private double mean(Answer answer, int draw, int column) {
      float[] from = selfMasked[column] && answer.value != null ? answer.value : answer.mean;
      return from[at(draw, column)];
    }

    /** The mean of what the table would hold. */
    private double raw(ExpectedCell cell, Answer answer, int draw, int column) {
      if (answer.value != null) {
        return cell.counted(cell.toRaw().applyAsDouble(answer.value[at(draw, column)]));
      }
      Spread told = spreads.get(column);
      int at = (draw * rows + row) * told.width() + told.at();
      double spread = Math.sqrt(parameter(answer, told, ColumnDraws.VARIANCE)[at]);
      if (told.spikes().isEmpty()) {
        return around(cell, answer.mean[at(draw, column)], spread);
      }
      float[] shares = parameter(answer, told, ColumnDraws.PROBABILITIES);
      int first = at * (told.spikes().size() + 1);
      double others = around(cell, parameter(answer, told, ColumnDraws.DENSITY_MEAN)[at], spread);
      double sum = shares[first + told.spikes().size()] * others;
      for (int i = 0; i < told.spikes().size(); i++) {
        sum += shares[first + i] * cell.inside(told.spikes().get(i));
      }
      return sum;
    }

    private static float[] parameter(Answer answer, Spread told, String name) {
      return Objects.requireNonNull(answer.parameters.get(told.of(name)));
    }

    /** The mean of what the table would hold over a normal distribution. */
    private double around(ExpectedCell cell, double mean, double spread) {
      double sum = 0;
      for (int i = 0; i < ExpectedFormula.nodes().size(); i++) {
        double value = mean + spread * ExpectedFormula.nodes().get(i);
        double share = ExpectedFormula.shares().get(i);
        sum += share * cell.counted(cell.toRaw().applyAsDouble(value));
      }
      return sum;
    }
  }
}
