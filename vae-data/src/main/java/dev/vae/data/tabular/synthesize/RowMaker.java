package dev.vae.data.tabular.synthesize;

import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.cell.UnitStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import dev.vae.data.table.column.Summary;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.draws.RowNoise;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns rows that the generator drew into rows as the table writes them. For one thread. */
final class RowMaker {
  private final TableSchema schema;
  private final Generator generator;
  private final List<ColumnEncoding> transforms;
  private final RowParts parts;
  private final int[] places;
  private final double[] asked;
  private final List<Constraint> constraints;
  private final CellReader[] readers;
  private final long seed;
  private final boolean complete;

  /**
   * A maker.
   *
   * @param asked the condition in raw values by columns of the schema, NaN where nothing is asked
   * @param seed what rows depend on
   * @param complete whether no cell is to be missing
   */
  RowMaker(
      TableModel model, double[] asked, List<Constraint> constraints, long seed, boolean complete) {
    this.schema = model.schema();
    this.generator = model.generator();
    this.transforms = model.columns();
    this.parts = model.parts();
    this.asked = asked;
    this.constraints = constraints;
    this.seed = seed;
    this.complete = complete;
    this.places = new int[transforms.size()];
    Arrays.setAll(places, c -> schema.index(transforms.get(c).name()).orElseThrow());
    this.readers = schema.columns().stream().map(CellReader::new).toArray(CellReader[]::new);
  }

  /** For each modelled column whether it has levels that are pooled. */
  boolean[] rare() {
    boolean[] rare = new boolean[places.length];
    for (int c = 0; c < rare.length; c++) {
      rare[c] = !schema.columns().get(places[c]).pooled().isEmpty();
    }
    return rare;
  }

  /** The condition in the model's units. */
  double[] condition() {
    double[] row = new double[places.length];
    Arrays.setAll(row, c -> transforms.get(c).toModel(asked[places[c]]));
    return row;
  }

  /**
   * A row's cells; null if it cannot be: a level never seen, or a constraint that does not hold.
   *
   * @param drawn in the model's units
   * @param pattern 0 where a cell is to be missing, by modelled columns; null for none
   * @param failed how often each constraint did not hold, counted on
   * @param pooled for each modelled column a uniform number, which chooses among rare levels that
   *     are pooled
   */
  String @Nullable [] row(
      double[] drawn, @Nullable String pattern, long number, long[] failed, double[] pooled) {
    double[] model = drawn.clone();
    for (int c = 0; c < model.length; c++) {
      if (transforms.get(c).category()) {
        if (parts.split(parts.cell(c))) {
          continue;
        }
        Column column = schema.columns().get(places[c]);
        List<Level> levels = column.levels();
        boolean rare = model[c] == column.otherIndex() && !column.pooled().isEmpty();
        boolean nothing = model[c] >= levels.size();
        nothing = nothing || column.hashed() && levels.get((int) model[c]).text().isEmpty();
        if (!rare && nothing) {
          return null; // never seen, or a bucket that no word fell into
        }
      } else if (transforms.get(c).spike(model[c]).isEmpty()) {
        model[c] = generator.marginals().get(c).apply(model[c]);
      }
    }
    generator.dependencies().apply(model);
    String[] cells = new String[schema.columns().size()];
    double[] values = new double[cells.length];
    Arrays.fill(values, Double.NaN);
    for (int cell = 0; cell < parts.cells(); cell++) {
      int c = parts.first(cell);
      int at = places[c];
      boolean given = !Double.isNaN(asked[at]);
      boolean hole = pattern != null && pattern.charAt(c) == '0' && !given;
      double raw = given ? asked[at] : raw(cell, model);
      Column column = schema.columns().get(at);
      cells[at] = hole ? column.missingText() : text(given ? exact(at) : column, raw, pooled[c]);
      // what is written counts, not what was drawn
      values[at] = hole ? Double.NaN : readers[at].read(cells[at]);
    }
    if (!consistent(model) || !constrained(cells, values, failed)) {
      return null;
    }
    others(cells, number);
    return cells;
  }

  /** A column whose numbers are written as they were asked for. */
  private Column exact(int at) {
    Column column = schema.columns().get(at);
    if (column.format() instanceof UnitStyle style) {
      return column.withFormat(style.exact());
    }
    return column.format() instanceof NumberStyle style && !column.type().hasLevels()
        ? column.withFormat(style.exact())
        : column;
  }

  private double raw(int cell, double[] model) {
    int column = parts.first(cell);
    double raw = transforms.get(column).toRaw(model[column]);
    if (parts.split(cell)) {
      double[] row = model.clone();
      for (int c : parts.columns(cell)) {
        row[c] = transforms.get(c).toRaw(model[c]);
      }
      raw = parts.date(cell, row);
    }
    Column of = schema.columns().get(places[column]);
    if (of.type().hasLevels()) {
      int last = of.pooled().isEmpty() ? of.levels().size() - 1 : of.otherIndex();
      return Math.min(last, Math.max(0, Math.rint(raw)));
    }
    double inside = Math.min(of.summary().maximum(), Math.max(of.summary().minimum(), raw));
    return Double.isNaN(inside) ? raw : inside;
  }

  /** A value as the table writes it; of rare levels that are pooled one by how often each is. */
  private static String text(Column column, double raw, double uniform) {
    if (column.pooled().isEmpty() || raw != column.otherIndex()) {
      return column.format(raw);
    }
    long all = column.pooled().stream().mapToLong(Level::count).sum();
    long left = (long) (uniform * all);
    for (Level level : column.pooled()) {
      left -= level.count();
      if (left < 0) {
        return level.text();
      }
    }
    return column.format(raw);
  }

  /** Whether what was asked for goes with what follows from other columns. */
  private boolean consistent(double[] model) {
    double[] with = model.clone();
    for (int c = 0; c < with.length; c++) {
      if (!Double.isNaN(asked[places[c]])) {
        with[c] = transforms.get(c).toModel(asked[places[c]]);
      }
    }
    double[] after = with.clone();
    generator.dependencies().apply(after);
    return Arrays.equals(with, after);
  }

  private boolean constrained(String[] cells, double[] values, long[] failed) {
    boolean holds = true;
    for (int i = 0; i < constraints.size(); i++) {
      Constraint constraint = constraints.get(i);
      if (constraint instanceof Constraint.Sum sum) {
        add(sum, cells, values);
      }
    }
    for (int i = 0; i < constraints.size(); i++) {
      if (!constraints.get(i).holds(values)) {
        failed[i]++;
        holds = false;
      }
    }
    return holds;
  }

  /** Puts the total in place, or the last part where the total was asked for. */
  private void add(Constraint.Sum sum, String[] cells, double[] values) {
    double all = sum.sum(values);
    if (Double.isNaN(all) || Double.isNaN(values[sum.total()])) {
      return; // a missing cell stays missing
    }
    int at = sum.total();
    double value = all;
    if (!Double.isNaN(asked[at])) {
      int[] free = Arrays.stream(sum.parts()).filter(part -> Double.isNaN(asked[part])).toArray();
      if (free.length == 0) {
        return;
      }
      at = free[free.length - 1];
      value = values[sum.total()] - (all - values[at]);
      Summary summary = schema.columns().get(at).summary();
      if (value < summary.minimum() || value > summary.maximum()) {
        return; // drawn anew
      }
    }
    cells[at] = schema.columns().get(at).format(value);
    values[at] = readers[at].read(cells[at]);
  }

  /** Columns that are not modelled. */
  private void others(String[] cells, long number) {
    List<Column> columns = schema.columns();
    for (int at = 0; at < cells.length; at++) {
      if (columns.get(at).type() == ColumnType.ID) {
        cells[at] = String.valueOf(number);
      } else if (columns.get(at).type() == ColumnType.CONSTANT) {
        cells[at] =
            columns.get(at).levels().isEmpty() || hole(columns.get(at), at, number)
                ? ""
                : columns.get(at).levels().get(0).text();
      } else if (cells[at] == null) {
        cells[at] = "";
      }
    }
    for (int at = 0; at < cells.length; at++) {
      if (columns.get(at).type() == ColumnType.DUPLICATE) {
        cells[at] =
            columns.get(at).duplicateOf().flatMap(schema::index).map(of -> cells[of]).orElse("");
      }
    }
  }

  /** Whether a cell of a column with one value is missing: as often as in the table. */
  private boolean hole(Column column, int at, long number) {
    double holes = column.summary().missing();
    return !complete
        && holes > 0
        && RowNoise.uniform(seed, number, at) < holes / column.summary().rows();
  }

  /** What is to be known of columns that are not modelled, a sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Column column : schema.columns()) {
      if (column.type() == ColumnType.ID) {
        notes.add("column '" + column.name() + "' is an id: rows are numbered from 1");
      } else if (column.type() == ColumnType.TEXT || column.type() == ColumnType.IGNORED) {
        notes.add(
            "column '" + column.name() + "' is " + column.type().word() + ": it is left empty");
      }
    }
    return notes;
  }
}
