package dev.vae.data.table;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.Doubt;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import dev.vae.data.table.infer.TableInference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a table are, found from its rows in one pass of bounded memory: types by the
 * whole column, with the reason and, where another choice was near, the override that makes it.
 * Nothing is left out: columns that are not modelled are carried through.
 */
public final class TableSchema {
  private final List<Column> columns;
  private final Dialect dialect;
  private final long rows;
  private final List<String> notes;
  private final @Nullable TableInference inference; // null after reading from JSON

  TableSchema(
      List<Column> columns,
      Dialect dialect,
      long rows,
      List<String> notes,
      @Nullable TableInference inference) {
    this.columns = List.copyOf(columns);
    this.dialect = dialect;
    this.rows = rows;
    this.notes = List.copyOf(notes);
    this.inference = inference;
  }

  /**
   * Looks at a file of text, its dialect found by itself.
   *
   * @throws DataException if it is no table
   */
  public static TableSchema infer(Path file) {
    return infer(TableSource.of(file));
  }

  /** Looks at all records of a source, once. */
  public static TableSchema infer(TableSource source) {
    List<String> titles = source.titles();
    List<String> notes = new ArrayList<>();
    try (RawRecords records = source.open()) {
      RawRecord record = records.next();
      if (record == null && titles.isEmpty()) {
        throw new DataException(source.description() + " has no rows; a table was expected");
      }
      int width = Math.max(titles.size(), trailing(record));
      List<String> names = TableTitles.of(titles, width);
      List<String> shown = new ArrayList<>(titles);
      while (shown.size() < width) {
        shown.add("");
      }
      TableInference inference = new TableInference(names, shown, source.dialect().delimiter());
      Widths widths = new Widths(width);
      Strays strays = new Strays(titles);
      for (; record != null; record = records.next()) {
        widths.add(record);
        inference.add(strays.titles(record) ? new String[0] : record.cells());
      }
      notes.addAll(widths.notes());
      notes.addAll(strays.notes());
      renamed(titles, names, notes);
      return new TableSchema(
          inference.columns(), source.dialect(), inference.rows(), notes, inference);
    }
  }

  /**
   * Looks at all records of a source, with some columns given by hand.
   *
   * @param overrides as {@link #withOverride} takes them
   */
  public static TableSchema infer(TableSource source, List<String> overrides) {
    return infer(source).withOverrides(overrides);
  }

  /** A header may lack names for the last columns. */
  private static int trailing(@Nullable RawRecord first) {
    return first == null ? 0 : first.cells().length;
  }

  private static void renamed(List<String> titles, List<String> names, List<String> notes) {
    for (int i = 0; i < titles.size(); i++) {
      if (!Blanks.strip(titles.get(i)).equals(names.get(i))) {
        notes.add(
            "column "
                + (i + 1)
                + " is called '"
                + names.get(i)
                + "': its title "
                + (titles.get(i).isBlank() ? "is empty" : "stands there twice"));
      }
    }
  }

  /** Returns the columns, in the order of the table. */
  public List<Column> columns() {
    return columns;
  }

  /** Returns how the table is written. */
  public Dialect dialect() {
    return dialect;
  }

  /** Returns the rows that were looked at. */
  public long rows() {
    return rows;
  }

  /** Returns what else was seen, a sentence each: ragged lines, names given twice. */
  public List<String> notes() {
    return notes;
  }

  /** Returns the names of the columns. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** Returns the number of the column of a name. */
  public Optional<Integer> index(String name) {
    int at = names().indexOf(name);
    return at < 0 ? Optional.empty() : Optional.of(at);
  }

  /**
   * Returns the column of a name.
   *
   * @throws DataException naming what was probably meant
   */
  public Column column(String name) {
    return columns.get(
        index(name)
            .orElseThrow(
                () ->
                    new DataException(
                        "there is no column '"
                            + Messages.shown(name)
                            + "'; "
                            + Messages.suggest(name, names()))));
  }

  /** Returns the choices that might have gone another way, with the text that changes each. */
  public List<Doubt> doubts() {
    return columns.stream().flatMap(c -> c.doubts().stream()).toList();
  }

  /**
   * Returns this schema with one column changed by hand: {@code age=count}, {@code id=ignore},
   * {@code size=ordinal:small<medium<large}, {@code day=date:dd/MM/yyyy}, {@code price=real:,} (the
   * decimal mark), {@code age=missing:-999} (a word more for missing).
   *
   * @throws DataException if there is no such column or type, or the column cannot be such
   */
  public TableSchema withOverride(String text) {
    Correction override = correction(text);
    return replaced(override.column(), override.given());
  }

  /**
   * Returns this with columns made something else: first their types, then the words that mean
   * missing, which a type by itself finds anew.
   *
   * @param texts as {@link #withOverride} takes them
   * @throws DataException as there, or if two make one column different things
   */
  public TableSchema withOverrides(List<String> texts) {
    Map<Integer, String> types = new HashMap<>();
    List<Correction> missing = new ArrayList<>();
    TableSchema schema = this;
    for (String text : texts) {
      Correction override = correction(text);
      if (override.given().startsWith("missing")) {
        missing.add(override);
        continue;
      }
      String before = types.put(override.column(), override.given());
      if (before != null && !before.equals(override.given())) {
        throw new DataException(
            "column '"
                + Messages.shown(columns.get(override.column()).name())
                + "' is to be "
                + Messages.shown(before)
                + " and "
                + Messages.shown(override.given())
                + ": give one");
      }
      schema = schema.replaced(override.column(), override.given());
    }
    for (Correction override : missing) {
      schema = schema.replaced(override.column(), override.given());
    }
    return schema;
  }

  private record Correction(int column, String given) {}

  private Correction correction(String text) {
    Objects.requireNonNull(text, "text");
    for (int at = text.lastIndexOf('='); at > 0; at = text.lastIndexOf('=', at - 1)) {
      Optional<Integer> column = index(text.substring(0, at).strip());
      if (column.isPresent()) {
        return new Correction(column.get(), text.substring(at + 1).strip());
      }
    }
    int at = text.indexOf('=');
    if (at <= 0) {
      throw new DataException(
          "'" + Messages.shown(text) + "' is not an override; write NAME=TYPE, such as age=count");
    }
    column(text.substring(0, at).strip());
    throw new IllegalStateException("unreachable");
  }

  /** Returns this with columns scaled in other ways, by their names. */
  public TableSchema withTransforms(Map<String, ColumnTransform> transforms) {
    List<Column> changed =
        columns.stream()
            .map(c -> c.withTransform(transforms.getOrDefault(c.name(), c.transform())))
            .toList();
    return new TableSchema(changed, dialect, rows, notes, inference);
  }

  private TableSchema replaced(int at, String given) {
    int colon = given.indexOf(':');
    String word = colon < 0 ? given : given.substring(0, colon).strip();
    String detail = colon < 0 ? "" : given.substring(colon + 1).strip();
    List<Column> changed = new ArrayList<>(columns);
    try {
      changed.set(at, ColumnOverrides.apply(columns.get(at), word, detail, inference, at));
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage(), e);
    }
    for (int i = 0; i < changed.size(); i++) {
      boolean orphan =
          changed.get(i).duplicateOf().equals(Optional.of(columns.get(at).name()))
              && !changed.get(at).modelled();
      if (orphan) {
        throw new DataException(
            "column '"
                + changed.get(i).name()
                + "' is the same as '"
                + columns.get(at).name()
                + "'; give it a type of its own first");
      }
    }
    return new TableSchema(changed, dialect, rows, notes, inference);
  }

  /** Returns this schema as JSON, to be edited and read again. */
  public String toJson() {
    return TableSchemaJson.write(this);
  }

  /**
   * Reads a schema that {@link #toJson} wrote.
   *
   * @throws DataException saying what in it is wrong
   */
  public static TableSchema fromJson(String json) {
    return TableSchemaJson.read(json);
  }

  /**
   * Returns a table for people: each column, its type, and why; doubtful choices with their
   * override.
   */
  public String describe() {
    return SchemaText.of(this);
  }

  @Override
  public String toString() {
    return describe();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableSchema s
        && columns.equals(s.columns)
        && dialect.equals(s.dialect)
        && rows == s.rows
        && notes.equals(s.notes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(columns, dialect, rows, notes);
  }
}
