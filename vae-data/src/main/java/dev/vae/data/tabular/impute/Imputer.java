package dev.vae.data.tabular.impute;

import dev.vae.core.draws.ColumnDraws;
import dev.vae.data.internal.trial.OrderedParallel;
import dev.vae.data.table.TableReader;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.TableSource;
import dev.vae.data.table.TableWriter;
import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.draws.ConditionalDraws;
import dev.vae.data.tabular.draws.Expectation;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.formula.FillFormula;
import dev.vae.data.tabular.parts.RowParts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fills the missing cells of tables by what their rows' other cells say: importance-weighted draws
 * from the model (Mattei and Frellsen 2019, MIWAE), with intervals that held-out cells have made
 * honest. What a row gets depends on its content and the seed alone, so a row is filled alike alone
 * and in any table. Means and likeliest levels are what {@link Expectation} says, as reasons of
 * scores do. Intervals take the same noise for every row, as exported files do; completed tables,
 * which are analysed as wholes, noise of each row's own, and so do all where fewer than 1,000 draws
 * are made: the error of few would not average out over rows. For any number of threads.
 *
 * <pre>{@code
 * Imputer imputer = Imputer.of(TableModel.load(Path.of("model")));
 * imputer.impute(Path.of("holes.csv"), Path.of("whole.csv"));
 * }</pre>
 *
 * @see PooledEstimate for what M completed tables say together
 */
public final class Imputer {
  /** Which single value fills a number's cell; categories get their likeliest level. */
  public enum Single {
    /** The mean of the draws: the least squared error. */
    MEAN,
    /** Their median: the least absolute error. */
    MEDIAN
  }

  private static final int ROWS = 64;
  private static final int MOST_TABLES = 1000;

  /** Fewer effective draws than these say little of what is likely. */
  private static final int FEW = 10;

  private final TableModel model;
  private final ConditionalDraws conditional;
  private final Expectation expectation;
  private final RowParts parts;
  private final List<ColumnEncoding> transforms;
  private final int[] places;
  private int draws = ConditionalDraws.SHARED;
  private long seed = ConditionalDraws.SEED;
  private double level = 0.9;
  private Single single = Single.MEAN;

  private Imputer(TableModel model) {
    this.model = model;
    this.parts = model.parts();
    this.conditional = ConditionalDraws.of(model.generator(), parts);
    this.expectation = model.expectation();
    TableSchema schema = model.schema();
    this.transforms = ColumnEncoding.cells(model.columns());
    this.places = new int[transforms.size()];
    Arrays.setAll(places, c -> schema.index(transforms.get(c).name()).orElseThrow());
  }

  /** How draws become cells of a table with these columns. */
  private List<CellFill> fills(List<Column> columns) {
    List<CellFill> fills = new ArrayList<>();
    for (int c = 0; c < places.length; c++) {
      boolean masked = model.generator().selfMasked()[parts.first(c)];
      fills.add(new CellFill(columns.get(places[c]), transforms.get(c), parts.split(c), c, masked));
    }
    return fills;
  }

  /** Returns an imputer by a model; 1,000 draws a row, seed 1, intervals of 90 %, means. */
  public static Imputer of(TableModel model) {
    return new Imputer(Objects.requireNonNull(model, "model"));
  }

  /** Sets how many draws each row gets. */
  public Imputer draws(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + number);
    }
    draws = number;
    return this;
  }

  /** Sets what the noise depends on, beside the row's content. */
  public Imputer seed(long number) {
    seed = number;
    return this;
  }

  /** Sets the fraction of cells that intervals and sets are to cover, between 0 and 1. */
  public Imputer level(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("the level must lie between 0 and 1, not " + share);
    }
    level = share;
    return this;
  }

  /** Sets which single value fills a number's cell. */
  public Imputer single(Single which) {
    single = Objects.requireNonNull(which, "which");
    return this;
  }

  /**
   * Returns all numbers that single values, means of numbers, and intervals are computed from, for
   * who computes them elsewhere.
   *
   * @throws IllegalArgumentException if there are fewer than 1,000 draws, whose noise is of each
   *     row's own
   */
  public FillFormula formula() {
    if (draws < ConditionalDraws.SHARED) {
      throw new IllegalArgumentException(
          "at least " + ConditionalDraws.SHARED + " draws share their noise, not " + draws);
    }
    Generator generator = model.generator();
    List<FillFormula.Bounds> bounds = new ArrayList<>();
    for (CellFill fill : fills(model.schema().columns())) {
      double[] bins = FillFormula.bins();
      double[][] residuals = new double[bins.length][];
      int at = bounds.size();
      Arrays.setAll(residuals, b -> generator.cells().own(at, bins[b]));
      bounds.add(new FillFormula.Bounds(fill.held().low(), fill.held().high(), residuals));
    }
    return new FillFormula(
        generator.vae(),
        draws,
        ColumnDraws.of(generator.vae()).noise(draws, seed),
        cellsOf(generator.selfMasked()),
        bounds,
        expectation.formula());
  }

  private boolean[] cellsOf(boolean[] columns) {
    boolean[] cells = new boolean[parts.cells()];
    for (int c = 0; c < cells.length; c++) {
      cells[c] = columns[parts.first(c)];
    }
    return cells;
  }

  /**
   * Fills rows that were read by the model's schema. Columns that are not there are missing and
   * filled, too.
   */
  public List<ImputedRow> impute(List<TableRow> rows) {
    Objects.requireNonNull(rows, "rows");
    return impute(rows, fills(model.schema().columns()), true);
  }

  private List<ImputedRow> impute(List<TableRow> rows, List<CellFill> fills, boolean absent) {
    List<ImputedRow> all = new ArrayList<>();
    Object[] found = new Object[rows.size()];
    boolean sharing = draws >= ConditionalDraws.SHARED;
    double[][] expected = sharing ? expected(rows, absent) : new double[0][];
    forHoles(
        rows,
        absent,
        (at, draws) -> {
          List<ImputedCell> cells = new ArrayList<>();
          double hidden = parts.hidden(toModel(rows.get(at)));
          for (int c : holes(rows.get(at), absent)) {
            CellFill fill = fills.get(c);
            boolean known = sharing && (single == Single.MEAN || fill.held().levels() > 0);
            double value = known ? expected[at][c] : fill.single(draws, single);
            cells.add(fill.cell(draws, value, model.generator().cells(), hidden, level));
          }
          found[at] = new ImputedRow(rows.get(at).index(), cells, draws.effectiveSamples());
        },
        sharing ? conditional.sharing() : conditional);
    for (int i = 0; i < found.length; i++) {
      all.add(
          found[i] instanceof ImputedRow row
              ? row
              : new ImputedRow(rows.get(i).index(), List.of(), Double.NaN));
    }
    return all;
  }

  /** What is to be expected of the cells of rows that have holes. */
  private double[][] expected(List<TableRow> rows, boolean absent) {
    int[] which = withHoles(rows, absent);
    double[][] some = expectation.holes(toModel(rows, which));
    double[][] all = new double[rows.size()][];
    for (int i = 0; i < some.length; i++) {
      all[which[i]] = some[i];
    }
    return all;
  }

  /** Fills one row. */
  public ImputedRow impute(TableRow row) {
    return impute(List.of(row)).get(0);
  }

  /**
   * Fills a file into another of the same dialect, whose other cells are the same to the byte.
   *
   * @throws dev.vae.data.rows.DataException if it is no table of the model's columns
   */
  public ImputationSummary impute(Path from, Path to) {
    return impute(from, to, row -> {});
  }

  /**
   * Fills a file likewise, and writes a line of CSV for each filled cell: {@code row} (from 0),
   * {@code column}, {@code value}, {@code low} and {@code high}, written as the column's cells are,
   * or the {@code levels} of the set, and {@code spread}, the standard deviation of the draws in
   * the units of {@link ImputedCell#value}.
   *
   * @throws dev.vae.data.rows.DataException if it is no table of the model's columns, or a file
   *     cannot be written
   */
  public ImputationSummary impute(Path from, Path to, Path intervals) {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(intervals, "intervals");
    try (IntervalFile lines = new IntervalFile(intervals)) {
      ImputationSummary summary = impute(from, to, lines);
      lines.finish();
      return summary;
    }
  }

  /**
   * Fills a file likewise, and tells of its rows.
   *
   * @param each told of every row with its filled cells and their intervals, in order
   */
  public ImputationSummary impute(Path from, Path to, Consumer<ImputedRow> each) {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(each, "each");
    Counts counts = new Counts();
    TableSource source = source(from);
    int width = model.schema().columns().size();
    try (TableReader reader = TableReader.open(source, model.schema());
        TableWriter writer = new TableWriter(to, source.dialect())) {
      writer.header(source);
      List<CellFill> fills = fills(reader.columns());
      OrderedParallel.run(
          () -> some(reader),
          threads(),
          rows -> new Filled(rows, impute(rows, fills, false)),
          some -> {
            for (int i = 0; i < some.rows.size(); i++) {
              String[] anew = new String[width];
              for (ImputedCell cell : some.filled.get(i).cells()) {
                anew[model.schema().index(cell.column()).orElseThrow()] = cell.text();
              }
              twins(some.rows.get(i), anew);
              writer.write(some.rows.get(i), anew);
              ImputedRow filled = some.filled.get(i);
              counts.add(some.rows.get(i), filled.cells().size(), filled.effectiveSamples());
              each.accept(filled);
            }
          });
      writer.finish();
      return counts.summary(reader.notes());
    }
  }

  private record Filled(List<TableRow> rows, List<ImputedRow> filled) {}

  /** Rows do not depend on each other: as many at a time as the model has threads. */
  private int threads() {
    return model.generator().vae().engine().threads();
  }

  /**
   * Fills a file M times, each time with whole rows drawn by weight, so that tables differ as much
   * as is not known.
   *
   * @param to M files
   */
  public ImputationSummary complete(Path from, List<Path> to) {
    Objects.requireNonNull(from, "from");
    if (to.isEmpty() || to.size() > MOST_TABLES) {
      throw new IllegalArgumentException(
          "between 1 and " + MOST_TABLES + " completed tables can be made, not " + to.size());
    }
    Counts counts = new Counts();
    TableSource source = source(from);
    List<TableWriter> writers = new ArrayList<>();
    try (TableReader reader = TableReader.open(source, model.schema())) {
      for (Path path : to) {
        TableWriter writer = new TableWriter(path, source.dialect());
        writers.add(writer);
        writer.header(source);
      }
      List<CellFill> fills = fills(reader.columns());
      OrderedParallel.run(
          () -> some(reader),
          threads(),
          rows -> complete(rows, fills, writers.size()),
          some -> {
            for (int i = 0; i < some.rows.size(); i++) {
              TableRow row = some.rows.get(i);
              for (int m = 0; m < writers.size(); m++) {
                twins(row, some.cells[m][i]);
                writers.get(m).write(row, some.cells[m][i]);
              }
              counts.add(row, holes(row, false).size(), some.effective[i]);
            }
          });
      writers.forEach(TableWriter::finish);
      return counts.summary(reader.notes());
    } finally {
      writers.forEach(TableWriter::close);
    }
  }

  /**
   * Rows that were completed.
   *
   * @param cells new texts by table, row and column
   */
  private record Completed(List<TableRow> rows, String[][][] cells, double[] effective) {}

  private Completed complete(List<TableRow> rows, List<CellFill> fills, int tables) {
    String[][][] anew = new String[tables][rows.size()][model.schema().columns().size()];
    double[] effective = new double[rows.size()];
    forHoles(
        rows,
        false,
        (at, draws) -> {
          effective[at] = draws.effectiveSamples();
          for (int m = 0; m < anew.length; m++) {
            double[] row = draws.draw(random(rows.get(at), m));
            for (int c : holes(rows.get(at), false)) {
              CellFill fill = fills.get(c);
              anew[m][at][places[c]] = fill.column().format(fill.drawn(row[c], draws));
            }
          }
        },
        conditional);
    return new Completed(rows, anew, effective);
  }

  /** What held the same as a column that is filled is filled with the same. */
  private void twins(TableRow row, String[] anew) {
    TableSchema schema = model.schema();
    for (int at = 0; at < anew.length; at++) {
      Optional<Integer> twin = schema.columns().get(at).duplicateOf().flatMap(schema::index);
      if (twin.isPresent()
          && row.places()[at] >= 0
          && MissingWords.always(Blanks.strip(row.cell(at)))) {
        anew[at] = anew[twin.get()];
      }
    }
  }

  /** What a row's choice among its draws depends on: its content, not its place. */
  private SplittableRandom random(TableRow row, int table) {
    long key = seed;
    for (int at : places) {
      double value = row.values()[at];
      long bits = Double.isNaN(value) ? -1 : Double.doubleToLongBits(value + 0.0);
      key = (key ^ bits) * 0x9E3779B97F4A7C15L;
      key ^= key >>> 29;
    }
    return new SplittableRandom(key + table * 0xD1B54A32D192ED03L);
  }

  private TableSource source(Path file) {
    boolean header = model.schema().dialect().header();
    Dialect dialect = Dialect.of(file, header ? model.schema().names() : List.of());
    return TableSource.of(file, header ? dialect : dialect.withHeader(false));
  }

  /** The next rows, null if there are none. */
  private static @Nullable List<TableRow> some(TableReader reader) {
    List<TableRow> rows = new ArrayList<>();
    while (rows.size() < ROWS) {
      TableRow row = reader.next();
      if (row == null) {
        break;
      }
      rows.add(row);
    }
    return rows.isEmpty() ? null : rows;
  }

  private void forHoles(
      List<TableRow> rows,
      boolean absent,
      ConditionalDraws.Visitor visitor,
      ConditionalDraws from) {
    int[] which = withHoles(rows, absent);
    from.forEach(toModel(rows, which), draws, seed, (i, made) -> visitor.row(which[i], made));
  }

  /** The numbers of the rows that have holes. */
  private int[] withHoles(List<TableRow> rows, boolean absent) {
    return IntStream.range(0, rows.size())
        .filter(i -> !holes(rows.get(i), absent).isEmpty())
        .toArray();
  }

  private double[][] toModel(List<TableRow> rows, int[] which) {
    return Arrays.stream(which).mapToObj(i -> toModel(rows.get(i))).toArray(double[][]::new);
  }

  private double[] toModel(TableRow row) {
    double[] values = new double[parts.columns()];
    for (int c = 0; c < values.length; c++) {
      values[c] = model.columns().get(c).toModel(row.values()[places[parts.cell(c)]]);
    }
    return values;
  }

  /**
   * The modelled columns that the row lacks: what cannot be read is not missing.
   *
   * @param absent whether a column that is not there counts: a file that is filled has no cell of
   *     it
   */
  private List<Integer> holes(TableRow row, boolean absent) {
    List<Integer> holes = new ArrayList<>();
    for (int c = 0; c < places.length; c++) {
      int at = places[c];
      boolean cell = absent || row.places()[at] >= 0;
      if (cell && Double.isNaN(row.values()[at]) && row.reason(at) == null) {
        holes.add(c);
      }
    }
    return holes;
  }

  /** What was done so far. */
  private final class Counts {
    private long rows;
    private long filledRows;
    private long cells;
    private long left;
    private double effective;
    private long unlike;
    private long first;

    void add(TableRow row, int filled, double effectiveSamples) {
      rows++;
      cells += filled;
      if (filled > 0) {
        filledRows++;
        effective += effectiveSamples;
        if (effectiveSamples < Math.min(FEW, draws)) {
          first = unlike == 0 ? row.index() : first;
          unlike++;
        }
      }
      for (int at : places) {
        left += Double.isNaN(row.values()[at]) && row.reason(at) != null ? 1 : 0;
      }
    }

    ImputationSummary summary(List<String> notes) {
      double mean = filledRows == 0 ? Double.NaN : effective / filledRows;
      List<String> all = new ArrayList<>(notes);
      if (unlike > 0) {
        all.add(
            (unlike == 1
                    ? "row " + first + " is"
                    : unlike + " rows, such as row " + first + ", are")
                + " so unlike the others that fewer than "
                + FEW
                + " of "
                + draws
                + " draws count: the intervals say little; 'vae score' tells what is odd");
      }
      return new ImputationSummary(rows, filledRows, cells, left, mean, all);
    }
  }
}
