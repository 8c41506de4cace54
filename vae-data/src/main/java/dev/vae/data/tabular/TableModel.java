package dev.vae.data.tabular;

import dev.vae.core.ModelFileException;
import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.Json;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.internal.trial.OrderedParallel;
import dev.vae.data.internal.trial.TrialPool;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableReader;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.tabular.draws.CellJudge;
import dev.vae.data.tabular.draws.Expectation;
import dev.vae.data.tabular.draws.ExpectedCell;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.RowParts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A model of a table: how its columns are brought to the model's units, some VAEs trained on them
 * with what scores are compared with, and the table's schema.
 *
 * <pre>{@code
 * Table table = Table.read(Path.of("customers.csv"));
 * TableModel model = TableModel.fit(table, TableOptions.defaults());
 * model.save(Path.of("model"));
 * model.score(table, 3, row -> System.out.println(row.row() + " " + row.pValue()));
 * }</pre>
 *
 * <p>Any number of threads may use a model at once. A row has the same score, to the bit, alone and
 * in any table.
 */
public final class TableModel {
  /** Keeps so many rows are scored at a time. */
  private static final int ROWS = 256;

  /** What is trained beside members, by number. */
  private static final int GENERATOR = -1;

  private static final int PREDICTOR = -2;

  private final TableSchema schema;
  private final TableFile.Parts parts;
  private final Expectation expectation;

  private TableModel(TableSchema schema, TableFile.Parts parts) {
    this.schema = schema;
    this.parts = parts;
    boolean[] selfMasked = parts.generator().selfMasked();
    List<ColumnEncoding> columns = parts.ensemble().columns();
    List<ExpectedCell> cells = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      cells.add(columns.get(c).cell(schema.column(columns.get(c).name()), selfMasked[c]));
    }
    this.expectation = Expectation.of(parts.generator(), cells, parts.ensemble().parts());
  }

  /**
   * Fits a model to a table; of more than 200,000 rows to an even sample of so many.
   *
   * @throws DataException if it has fewer than 10 rows, or no column that could be modelled
   */
  public static TableModel fit(Table table, TableOptions options) {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(options, "options");
    return fit(table.schema(), TrainingRows.of(table, options), options);
  }

  /**
   * Fits a model to the rows of a reader, in bounded memory however many they are; the same as of a
   * table with these rows.
   *
   * @throws DataException as above
   */
  public static TableModel fit(TableReader rows, TableOptions options) {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(options, "options");
    return fit(rows.schema(), TrainingRows.of(rows, options), options);
  }

  private static TableModel fit(TableSchema schema, TrainingRows table, TableOptions options) {
    Ensemble.Plan plan = Ensemble.Plan.of(table.rows(), table.columns(), options);
    Member[] members = new Member[plan.count()];
    Calibration.Held[] held = new Calibration.Held[members.length];
    AtomicReference<Generator> made = new AtomicReference<>();
    AtomicReference<@Nullable Vae> predictor = new AtomicReference<>();
    // nets of tables are too small to share steps well: each is trained by a thread of its own, the
    // one that takes longest first, whose steps those share that nothing else is left for
    List<Integer> parts = new ArrayList<>(List.of(GENERATOR));
    if (options.settings().selfMasked().isEmpty()) {
      parts.add(PREDICTOR); // else holes say something, which those it learns of do not
    }
    IntStream.range(0, members.length).forEach(parts::add);
    int threads = Math.min(options.engine().threads(), parts.size());
    int workers = Math.max(1, Math.min(threads, table.atOnce()));
    try (Engine engine = options.engine().withThreads(threads)) {
      TrialPool.run(
          parts,
          workers,
          part -> {
            if (part == PREDICTOR) {
              predictor.set(GeneratorFit.predictor(table.rows(), table.columns(), options, engine));
            } else if (part == GENERATOR) {
              made.set(GeneratorFit.fit(table.rows(), table.columns(), options, engine));
            } else {
              members[part] = plan.member(part, engine);
              held[part] = plan.held(part, members[part]);
            }
          });
    }
    Ensemble ensemble = plan.ensemble(List.of(members));
    Generator generator = Objects.requireNonNull(made.get());
    Vae head = predictor.get();
    generator = head == null ? generator : generator.withPredictor(head);
    CellJudge judge = CellJudge.of(generator.vae());
    TableScorer scorer =
        TableScorer.calibrated(ensemble, judge, table.rows(), List.of(held), options);
    Map<String, ColumnTransform> cycles = new HashMap<>();
    table.columns().stream()
        .filter(column -> !column.part().whole())
        .forEach(column -> cycles.put(column.name(), ColumnTransform.CYCLES));
    return new TableModel(
        schema.withTransforms(cycles),
        new TableFile.Parts(ensemble, scorer, generator, options.draws()));
  }

  /** The values of modelled columns, {@code [rows][columns]}, NaN where missing. */
  private static double[][] values(Table table) {
    int[] places = TrainingRows.places(table.schema());
    double[][] rows = new double[table.rowCount()][places.length];
    for (int c = 0; c < places.length; c++) {
      double[] values = table.values(places[c]);
      for (int r = 0; r < rows.length; r++) {
        rows[r][c] = values[r];
      }
    }
    return rows;
  }

  /**
   * Reads a model from its folder.
   *
   * @throws ModelFileException if the files are not valid; the message names file and place
   * @throws IllegalArgumentException if the folder holds something else, such as a model of rows;
   *     the message names what to call instead
   * @throws java.io.UncheckedIOException if they cannot be read
   */
  public static TableModel load(Path folder) {
    return load(folder, Plugins.load(), Engine.defaults());
  }

  /** Reads it with these plugins and this engine. */
  public static TableModel load(Path folder, Plugins plugins, Engine engine) {
    Objects.requireNonNull(folder, "folder");
    TableFile.Loaded loaded = TableFile.load(folder, plugins, engine);
    TableSchema schema;
    try {
      schema = TableSchema.fromJson(Json.write(loaded.schema()));
    } catch (DataException | IllegalArgumentException e) {
      throw TableFile.problem(folder.resolve(TableFile.NAME), e);
    }
    List<String> names = TrainingRows.modelled(schema).stream().map(Column::name).toList();
    List<String> own =
        ColumnEncoding.cells(loaded.parts().ensemble().columns()).stream()
            .map(ColumnEncoding::name)
            .toList();
    if (!names.equals(own)) {
      throw new ModelFileException(
          folder.resolve(TableFile.NAME)
              + ": the schema's columns "
              + names
              + " are not those of the model "
              + own);
    }
    return new TableModel(schema, loaded.parts());
  }

  /**
   * Writes the model into a folder, which {@link #load(Path)} reads.
   *
   * @throws IllegalArgumentException if the folder holds a model of rows
   * @throws ModelFileException if another process or thread is writing into the folder
   * @throws java.io.UncheckedIOException if writing fails; the message names the file
   */
  public void save(Path folder) {
    Objects.requireNonNull(folder, "folder");
    TableFile.save(folder, parts, Json.read(schema.toJson()));
  }

  /** Returns what the columns are. */
  public TableSchema schema() {
    return schema;
  }

  /**
   * Returns how the modelled columns are brought to the units of the members, in their order; a
   * date with cycles has one for each of its {@link #parts}.
   */
  public List<ColumnEncoding> columns() {
    return parts.ensemble().columns();
  }

  /** Returns which of {@link #columns} belong to the same column of the table. */
  public RowParts parts() {
    return parts.ensemble().parts();
  }

  /** Returns the columns of the table that are modelled, in their order. */
  public List<Column> modelled() {
    return TrainingRows.modelled(schema);
  }

  /** Returns the VAEs, whose rows are those of {@link #toModel}. */
  public List<Vae> members() {
    return parts.ensemble().members().stream().map(Member::vae).toList();
  }

  /**
   * Returns all numbers that scores are computed from.
   *
   * @throws IllegalArgumentException if values of a column are missing by their own size
   */
  public ScoreFormula formula() {
    boolean[] selfMasked = generator().selfMasked();
    for (int c = 0; c < selfMasked.length; c++) {
      if (selfMasked[c]) {
        throw new IllegalArgumentException(
            "column '"
                + columns().get(c).name()
                + "' was learned as missing by its own size, which the files of a table cannot"
                + " compute: score and fill by vae score and vae impute, or train without"
                + " --missing-not-at-random");
      }
    }
    return parts.scorer().formula(expectation.formula());
  }

  /** Returns the part that fills cells and makes rows. */
  public Generator generator() {
    return parts.generator();
  }

  /**
   * Returns a table's rows as the members see them, {@code [rows][columns]}, NaN where missing.
   *
   * @throws IllegalArgumentException if the table was read by another schema
   */
  public double[][] toModel(Table table) {
    double[][] rows = values(own(table));
    for (int r = 0; r < rows.length; r++) {
      rows[r] = parts.ensemble().toModel(rows[r]);
    }
    return rows;
  }

  /** A schema's columns, whether or not cycles were looked for in its dates. */
  private static List<Column> known(TableSchema schema) {
    return schema.columns().stream()
        .map(
            c ->
                c.transform() == ColumnTransform.CYCLES ? c.withTransform(ColumnTransform.NONE) : c)
        .toList();
  }

  private Table own(Table table) {
    Objects.requireNonNull(table, "table");
    if (!known(table.schema()).equals(known(schema))) {
      throw new IllegalArgumentException(
          "the table was read by another schema than the model's: read it by model.schema(), as"
              + " Table.read(file, model.schema())");
    }
    return table;
  }

  /**
   * Scores every row of a table.
   *
   * @param reasons how many columns are named for each row, at most; 0 is much faster
   * @param each told of every row, in order
   * @throws IllegalArgumentException if the table was read by another schema
   */
  public void score(Table table, int reasons, Consumer<RowScore> each) {
    Objects.requireNonNull(each, "each");
    double[][] rows = values(own(table));
    int[] next = {0};
    score(
        () -> {
          int from = next[0];
          next[0] = Math.min(rows.length, from + ROWS);
          return from == next[0] ? null : new Piece(Arrays.copyOfRange(rows, from, next[0]), from);
        },
        reasons,
        each);
  }

  /**
   * Some rows of a table.
   *
   * @param first the number of the first
   */
  private record Piece(double[][] rows, long first) {}

  private void score(Supplier<@Nullable Piece> pieces, int reasons, Consumer<RowScore> each) {
    Objects.requireNonNull(each, "each");
    OrderedParallel.run(
        pieces,
        generator().vae().engine().threads(),
        piece -> {
          List<RowScore> scores = new ArrayList<>();
          parts.scorer().score(piece.rows, piece.first, reasons, expectation, scores::add);
          return scores;
        },
        scores -> scores.forEach(each));
  }

  /** Scores every row of a table, with three reasons each. */
  public List<RowScore> score(Table table) {
    List<RowScore> all = new ArrayList<>();
    score(table, 3, all::add);
    return all;
  }

  /**
   * Scores the rows of a reader by this model's schema, some at a time, in bounded memory.
   *
   * @param reasons as above
   */
  public void score(TableReader rows, int reasons, Consumer<RowScore> each) {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(each, "each");
    int[] places = TrainingRows.places(schema);
    long[] first = {0};
    score(
        () -> {
          List<double[]> some = new ArrayList<>();
          for (TableRow row; some.size() < ROWS && (row = rows.next()) != null; ) {
            some.add(TrainingRows.picked(row.values(), places));
          }
          first[0] += some.size();
          return some.isEmpty()
              ? null
              : new Piece(some.toArray(double[][]::new), first[0] - some.size());
        },
        reasons,
        each);
  }

  /** Scores one row of a table that was read by this model's schema, with three reasons. */
  public RowScore score(TableRow row) {
    double[][] one = {TrainingRows.picked(row.values(), TrainingRows.places(schema))};
    RowScore[] scored = new RowScore[1];
    parts.scorer().score(one, row.index(), 3, expectation, s -> scored[0] = s);
    return scored[0];
  }

  /**
   * Scores rows that were read by this model's schema; each keeps the number it has.
   *
   * @param reasons as above
   */
  public List<RowScore> score(List<TableRow> rows, int reasons) {
    Objects.requireNonNull(rows, "rows");
    int[] places = TrainingRows.places(schema);
    double[][] values =
        rows.stream()
            .map(row -> TrainingRows.picked(row.values(), places))
            .toArray(double[][]::new);
    List<RowScore> all = new ArrayList<>();
    parts.scorer().score(values, 0, reasons, expectation, all::add);
    for (int r = 0; r < values.length; r++) {
      all.set(r, all.get(r).at(rows.get(r).index()));
    }
    return all;
  }

  /** Returns what is to be expected of cells given the others of their rows. */
  public Expectation expectation() {
    return expectation;
  }

  /** A value of a column as the table would write it; a level never seen has no text. */
  String text(String column, double value) {
    return RowScore.Reason.text(schema.column(column), value);
  }

  /**
   * Returns a reason in words, such as {@code age 130, expected about 41}; {@code job nurse, as
   * expected} of a cell that is what was to be expected, the least odd way of a usual row.
   */
  public String words(RowScore.Reason reason) {
    return Objects.requireNonNull(reason, "reason").words(schema);
  }
}
