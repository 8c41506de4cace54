package dev.vae.data.tabular.synthesize;

import dev.vae.data.rows.DataException;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.TableWriter;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.draws.MissingPatterns;
import dev.vae.data.tabular.draws.RowNoise;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Makes rows like those of a model's table, in its columns, types, formats and rounding. Latents
 * are drawn from the density that the table's rows have, categories and numbers from the likelihood
 * of each; columns that follow from another in all rows do so here. The same seed gives the same
 * rows, whatever their number.
 *
 * <pre>{@code
 * Synthesizer.of(TableModel.load(Path.of("model")))
 *     .where("job=nurse,age=30")
 *     .write(1000, Path.of("nurses.csv"));
 * }</pre>
 */
public final class Synthesizer {
  /** So many rows are drawn for each that is kept, at most. */
  private static final long MOST_REFUSED = 2000;

  private final TableModel model;
  private final double[] asked;
  private final List<Constraint> constraints;
  private final long seed;
  private final boolean complete;

  private Synthesizer(
      TableModel model, double[] asked, List<Constraint> constraints, long seed, boolean complete) {
    this.model = model;
    this.asked = asked;
    this.constraints = constraints;
    this.seed = seed;
    this.complete = complete;
  }

  /**
   * Returns a synthesizer by a model, with seed 1; cells are missing as often, and together, as in
   * its table.
   */
  public static Synthesizer of(TableModel model) {
    Objects.requireNonNull(model, "model");
    double[] nothing = new double[model.schema().columns().size()];
    Arrays.fill(nothing, Double.NaN);
    return new Synthesizer(model, nothing, List.of(), 1, false);
  }

  /** Sets what rows depend on. */
  public Synthesizer seed(long number) {
    return new Synthesizer(model, asked, constraints, number, complete);
  }

  /** Leaves no cell missing. */
  public Synthesizer complete() {
    return new Synthesizer(model, asked, constraints, seed, true);
  }

  /**
   * Asks for rows that have these values, such as {@code job=nurse,age=30}: drawn by importance,
   * not by waiting for them.
   *
   * @throws DataException if it names no such column, one that has been asked for, or no value that
   *     the column can have
   */
  public Synthesizer where(String condition) {
    Objects.requireNonNull(condition, "condition");
    double[] all = Where.values(condition, model.schema(), asked);
    return new Synthesizer(model, all, constraints, seed, complete);
  }

  /**
   * Asks for rows in which this holds, too: {@code start<end}, {@code low<=high}, {@code
   * total=a+b}. A row in which an order does not hold is drawn anew; a total is put in place, or,
   * where it was asked for, its last part that was not. What is written counts.
   *
   * @throws DataException if it is no constraint on columns of the table
   */
  public Synthesizer constraint(String text) {
    Objects.requireNonNull(text, "text");
    List<Constraint> more = new ArrayList<>(constraints);
    more.add(Constraint.of(text, model.schema()));
    return new Synthesizer(model, asked, List.copyOf(more), seed, complete);
  }

  /**
   * Writes rows into a file, in the dialect of the table.
   *
   * @throws DataException if so few rows fulfil the constraints that none can be expected
   */
  public SynthesisSummary write(long count, Path to) {
    Objects.requireNonNull(to, "to");
    TableSchema schema = model.schema();
    Dialect dialect = schema.dialect();
    try (TableWriter writer = new TableWriter(to, dialect)) {
      writer.header(schema);
      SynthesisSummary summary = forEach(count, cells -> writer.write(Arrays.asList(cells)));
      writer.finish();
      return summary;
    }
  }

  /** Returns rows as texts by columns of the table. */
  public List<String[]> rows(int count) {
    List<String[]> rows = new ArrayList<>();
    forEach(count, rows::add);
    return rows;
  }

  /**
   * Hands out rows as texts by columns of the table, one after the other.
   *
   * @throws DataException as {@link #write}
   */
  public SynthesisSummary forEach(long count, Consumer<String[]> each) {
    if (count < 1) {
      throw new IllegalArgumentException("at least 1 row can be made, not " + count);
    }
    Generator generator = model.generator();
    RowMaker maker = new RowMaker(model, asked, constraints, seed, complete);
    MissingPatterns patterns = generator.patterns();
    boolean holed = !complete && !patterns.complete();
    boolean[] rare = maker.rare();
    int latent = generator.latents().dimensions();
    boolean conditioned = Arrays.stream(asked).anyMatch(v -> !Double.isNaN(v));
    ConditionedLatents latents =
        conditioned ? new ConditionedLatents(generator, maker.condition(), seed) : null;
    if (latents != null && latents.effectiveSamples() == 0) {
      throw new DataException("no row can have what was asked for");
    }
    long made = 0;
    long drawn = 0;
    long[] failed = new long[constraints.size()];
    for (long chunk = 0; made < count; chunk++) {
      SplittableRandom random = RowNoise.source(seed, chunk);
      float[][] z =
          latents != null
              ? latents.draw(RowNoise.ROWS, random)
              : draw(generator, RowNoise.Latents.of(random, latent));
      RowNoise.Cells noise = RowNoise.Cells.of(random, holed, rare);
      double[][] rows = generator.vae().drawRowsAsDouble(z, noise.values(), null);
      for (int i = 0; i < z.length && made < count; i++) {
        String pattern = holed ? patterns.at(noise.pattern()[i]) : null;
        String[] cells = maker.row(rows[i], pattern, made + 1, failed, noise.pooled()[i]);
        drawn++;
        if (cells != null) {
          made++;
          each.accept(cells);
        }
      }
      if (drawn > MOST_REFUSED * (made + 10)) {
        throw refused(drawn, made, failed);
      }
    }
    double effective = latents != null ? latents.effectiveSamples() : Double.NaN;
    return new SynthesisSummary(made, drawn, effective, maker.notes());
  }

  private static float[][] draw(Generator generator, RowNoise.Latents noise) {
    float[][] z = new float[RowNoise.ROWS][];
    Arrays.setAll(z, i -> generator.latents().at(noise.component()[i], noise.normal()[i]));
    return z;
  }

  private DataException refused(long drawn, long made, long[] failed) {
    int worst = -1;
    for (int i = 0; i < failed.length; i++) {
      worst = worst < 0 || failed[i] > failed[worst] ? i : worst;
    }
    return new DataException(
        "of "
            + drawn
            + " rows drawn, "
            + made
            + " fulfil all that was asked"
            + (worst < 0 ? "" : "; most fail '" + constraints.get(worst).text() + "'")
            + ": ask for less");
  }
}
