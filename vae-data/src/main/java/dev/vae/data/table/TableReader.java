package dev.vae.data.table;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import dev.vae.data.table.infer.FileStyles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows by a schema, one after another, in bounded memory. Columns are matched by name, in any
 * order. What may go wrong has one outcome each:
 *
 * <ul>
 *   <li>a column that is absent is missing in all rows, with one note;
 *   <li>a column that the schema does not have is not read, with one note;
 *   <li>a cell that is no number or date where one is expected is missing, and listed by row;
 *   <li>a line that holds the titles again is missing in all columns, and listed;
 *   <li>a level never seen gets the index after the last one, {@link Column#otherIndex}, and is
 *       listed; a level that was pooled gets that index too, and is not;
 *   <li>another value in a column that was always the same is listed as {@code changed}, one in a
 *       column that was empty is counted, and one that differs from that of a column that held the
 *       same is listed as {@code differs}; none of them is read;
 *   <li>a column that is absent is read from one that held the same in every row, if that is there,
 *       with one note;
 *   <li>a file without names is matched by position, if it is as wide;
 *   <li>a file of text whose numbers have the other decimal mark, or whose dates are written
 *       otherwise, is read as it is written, with a note for each such column.
 * </ul>
 */
public final class TableReader implements AutoCloseable {
  private static final int MOST_LISTED = 1000;

  private final TableSchema schema;
  private final RawRecords records;
  private final List<Column> columns;
  private final CellReader[] readers;
  private final int[] places;
  private final int[] twins;
  private final List<String> notes = new ArrayList<>();
  private final List<CellProblem> problems = new ArrayList<>();
  private final Map<String, Long> problemCounts = new TreeMap<>();
  private final Widths widths;
  private final Strays strays;
  private long row;
  private @Nullable RawRecord ahead;

  private TableReader(TableSource source, TableSchema schema) {
    this.schema = schema;
    twins = IntStream.range(0, schema.columns().size()).map(this::twin).toArray();
    records = source.open();
    try {
      ahead = records.next();
      int width = Math.max(source.titles().size(), ahead == null ? 0 : ahead.cells().length);
      places = places(source, width);
      widths = new Widths(width);
      strays = new Strays(source.titles());
      columns = inStyleOf(source);
      readers = columns.stream().map(CellReader::new).toArray(CellReader[]::new);
    } catch (RuntimeException e) {
      records.close();
      throw e;
    }
  }

  /** Begins to read a file of text; a schema that has names finds a header by them. */
  public static TableReader open(Path file, TableSchema schema) {
    Dialect dialect = Dialect.of(file, schema.dialect().header() ? schema.names() : List.of());
    if (!schema.dialect().header()) {
      dialect = dialect.withHeader(false);
    }
    return open(TableSource.of(file, dialect), schema);
  }

  /** Begins to read a source. */
  public static TableReader open(TableSource source, TableSchema schema) {
    return new TableReader(source, schema);
  }

  /** The columns as a file of text writes them. */
  private List<Column> inStyleOf(TableSource source) {
    if (!(source instanceof CsvSource)) {
      return schema.columns();
    }
    FileStyles styles = new FileStyles(schema.columns());
    if (!styles.needed()) {
      return schema.columns();
    }
    try (RawRecords head = source.open()) {
      RawRecord record = head.next();
      for (int i = 0; i < FileStyles.ROWS && record != null; i++, record = head.next()) {
        styles.add(record.cells(), places);
      }
    }
    List<Column> found = styles.columns(source.dialect().delimiter(), schema.dialect().delimiter());
    notes.addAll(styles.notes());
    return found;
  }

  private int[] places(TableSource source, int width) {
    List<String> wanted = schema.names();
    int[] found = new int[wanted.size()];
    List<String> titles = source.titles();
    if (titles.isEmpty()) {
      if (width != wanted.size() && ahead != null) {
        throw new DataException(
            source.description()
                + " has no names of columns and "
                + Messages.count(width, "cell")
                + " a row, where "
                + wanted.size()
                + " were expected ("
                + Messages.list(wanted)
                + ")");
      }
      Arrays.setAll(found, i -> i);
      return found;
    }
    List<String> names = TableTitles.of(titles, width);
    Arrays.setAll(found, i -> names.indexOf(wanted.get(i)));
    twins(found, source);
    if (Arrays.stream(found).allMatch(place -> place < 0)) {
      if (schema.dialect().header() || width != wanted.size()) {
        throw new DataException(
            source.description()
                + " has none of the columns expected ("
                + Messages.list(wanted)
                + "); it has "
                + Messages.list(names));
      }
      Arrays.setAll(found, i -> i);
      notes.add("the columns had no names before: they are matched by position");
      return found;
    }
    noteUnmatched(source, names, found);
    return found;
  }

  /** Notes which columns of the schema the source lacks, and which it has beside them. */
  private void noteUnmatched(TableSource source, List<String> names, int[] found) {
    List<String> wanted = schema.names();
    List<String> absent = new ArrayList<>();
    for (int i = 0; i < found.length; i++) {
      if (found[i] < 0) {
        absent.add(wanted.get(i));
      }
    }
    Set<String> known = new HashSet<>(wanted);
    List<String> extra = names.stream().filter(name -> !known.contains(name)).toList();
    if (!absent.isEmpty()) {
      boolean one = absent.size() == 1;
      notes.add(
          (one ? "column " : "columns ")
              + Messages.list(absent)
              + (one ? " is" : " are")
              + " not in "
              + source.description()
              + ": missing in all rows");
    }
    if (!extra.isEmpty()) {
      boolean one = extra.size() == 1;
      notes.add(
          (one ? "column " : "columns ")
              + Messages.list(extra)
              + " of "
              + source.description()
              + (one ? " is" : " are")
              + " not known: not read");
    }
  }

  /** A column that is absent is read from one that always held the same. */
  private void twins(int[] found, TableSource source) {
    for (int i = 0; i < found.length; i++) {
      int of = twins[i];
      if (of >= 0 && found[of] < 0 && found[i] >= 0) {
        found[of] = found[i];
        notes.add(
            "column "
                + schema.names().get(of)
                + " is not in "
                + source.description()
                + ": read from "
                + schema.names().get(i)
                + ", which held the same");
      }
    }
  }

  /** The column that a column is a duplicate of; -1 if it is none. */
  private int twin(int column) {
    return schema.columns().get(column).duplicateOf().flatMap(schema::index).orElse(-1);
  }

  /** Returns the next row, or null after the last. */
  public @Nullable TableRow next() {
    RawRecord record = ahead;
    if (record == null) {
      return null;
    }
    ahead = records.next();
    widths.add(record);
    double[] values = new double[readers.length];
    @Nullable String[] reasons = null;
    String[] cells = record.cells();
    boolean titles = strays.titles(record);
    for (int i = 0; i < values.length; i++) {
      int place = places[i];
      if (place < 0 || place >= cells.length) {
        values[i] = Double.NaN;
        continue;
      }
      values[i] = titles ? Double.NaN : readers[i].read(cells[place]);
      String reason =
          titles ? CellProblem.TITLE : twins[i] >= 0 ? differs(i, cells) : readers[i].reason();
      if (reason != null) {
        reasons = reasons == null ? new @Nullable String[readers.length] : reasons;
        reasons[i] = reason;
        problem(i, cells[place], reason);
      }
    }
    return new TableRow(row++, values, reasons, record, places);
  }

  /** What is amiss with a cell of a column that held the same as another. */
  private @Nullable String differs(int column, String[] cells) {
    int place = places[twins[column]];
    if (place < 0 || place >= cells.length) {
      return null;
    }
    String own = Blanks.strip(cells[places[column]]);
    String other = Blanks.strip(cells[place]);
    CellReader reader = readers[twins[column]];
    boolean same = own.equals(other) || Double.compare(reader.read(own), reader.read(other)) == 0;
    return same || MissingWords.always(own) || MissingWords.always(other)
        ? null
        : CellProblem.DIFFERS;
  }

  private void problem(int column, String text, String reason) {
    String name = schema.columns().get(column).name();
    if (problems.size() < MOST_LISTED && !reason.equals(CellProblem.WAS_EMPTY)) {
      problems.add(new CellProblem(row, name, text, reason));
    }
    problemCounts.merge("column '" + name + "': " + reason, 1L, Long::sum);
  }

  /** Returns the schema that rows are read by. */
  public TableSchema schema() {
    return schema;
  }

  /** Returns the schema's columns, numbers and dates in the style of this source. */
  public List<Column> columns() {
    return columns;
  }

  /** Returns for each column of the schema the cell of a record; -1 if it is absent. */
  public int[] places() {
    return places.clone();
  }

  /** Returns what to know of the table as a whole, a sentence each; complete after the last row. */
  public List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    all.addAll(widths.notes());
    problemCounts.forEach(
        (what, count) ->
            all.add(what + " in " + Messages.count(count, "row") + CellProblem.outcome(what)));
    strays.footer().ifPresent(all::add);
    return all;
  }

  /** Cells that could not be taken as they are, the first 1,000 so far. */
  public List<CellProblem> problems() {
    return List.copyOf(problems);
  }

  /** Returns how many cells of each column and reason could not be taken so far. */
  public Map<String, Long> problemCounts() {
    return new LinkedHashMap<>(problemCounts);
  }

  @Override
  public void close() {
    records.close();
  }
}
