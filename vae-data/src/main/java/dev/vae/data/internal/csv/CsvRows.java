package dev.vae.data.internal.csv;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.file.FileHashes;
import dev.vae.data.internal.file.FileKind;
import dev.vae.data.internal.rows.ClassLabels;
import dev.vae.data.internal.rows.LearnableColumns;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.cell.NumberText;
import dev.vae.data.table.dialect.RawRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Collects the lines of a table. */
final class CsvRows {
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");

  /** A longer text is none of a few that come again and again. */
  private static final int LONGEST_WORD = 1000;

  private final Path file;
  private final List<String> names;
  private final CsvColumn[] columns;
  private final int[] kept;
  private final boolean missing;
  private final int label;
  private final List<String> notes;
  private final NumberText numbers = new NumberText();
  private final List<double[]> rows = new ArrayList<>();
  private final List<Double> classes = new ArrayList<>();
  private final CsvWords words = new CsvWords();
  private final BitSet unknown = new BitSet();

  /**
   * Begins.
   *
   * @param titles the columns' names, of which two may be the same; none for a file without
   */
  CsvRows(
      Path file, List<String> titles, TableSchema schema, boolean missing, @Nullable String label) {
    this.file = file;
    this.missing = missing;
    this.names = titles.stream().map(Blanks::strip).toList();
    this.notes = new ArrayList<>();
    this.columns =
        schema.columns().stream()
            .map(column -> CsvColumn.of(column, schema.rows()))
            .toArray(CsvColumn[]::new);
    this.label = label == null ? -1 : column(label);
    for (int c = 0; c < columns.length; c++) {
      if (columns[c] instanceof CsvColumn.LeftOut out && c == this.label) {
        columns[c] = out.likewise();
      } else if (columns[c] instanceof CsvColumn.LeftOut out) {
        notes.add("column " + titled(schema, c) + " is left out: " + out.reason());
      } else if (columns[c] instanceof CsvColumn.Written written) {
        notes.add("column " + titled(schema, c) + " " + written.holds());
      }
    }
    this.kept = IntStream.range(0, columns.length).filter(c -> c != this.label).toArray();
    if (kept.length == 0) {
      throw new DataException(file + " has no column of values beside the labels");
    }
  }

  private static String titled(TableSchema schema, int column) {
    return "'" + FileKind.shown(schema.names().get(column)) + "'";
  }

  private int column(String label) {
    int named = names.indexOf(label);
    if (named >= 0) {
      return named;
    }
    if (label.matches("[0-9]{1,7}") && Integer.parseInt(label) < columns.length) {
      return Integer.parseInt(label);
    }
    throw new DataException(
        file
            + " has no column '"
            + FileKind.shown(label)
            + "' to take labels from; "
            + (names.isEmpty()
                ? "its columns have no names, use their numbers 0 to " + (columns.length - 1)
                : Messages.suggest(label, names)));
  }

  void add(RawRecord line) {
    int cells = names.isEmpty() ? columns.length : names.size();
    if (line.cells().length != cells) {
      throw new DataException(
          file
              + ", line "
              + line.line()
              + " (row "
              + rows.size()
              + ", counted from 0): "
              + line.cells().length
              + " cells where "
              + cells
              + " were expected, as in the first line");
    }
    requireMemory();
    double[] row = new double[kept.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = value(line, kept[i]);
    }
    if (label >= 0) {
      classes.add(value(line, label));
    }
    rows.add(row);
  }

  private void requireMemory() {
    long bytes = rows.size() * (8L * kept.length + 24);
    long most = Runtime.getRuntime().maxMemory();
    if (bytes > most - most / 4) {
      throw new DataException(
          file
              + ": the table takes more than the "
              + (most >> 20)
              + " MB that this JVM may use after "
              + Messages.count(rows.size(), "row")
              + "; start it with a larger -Xmx, or save the numbers as an NPY file, which is"
              + " not loaded as a whole");
    }
  }

  /** The value of a cell; NaN if it is missing. */
  private double value(RawRecord line, int column) {
    String text = Blanks.strip(line.cells()[column]);
    double value;
    if (columns[column] instanceof CsvColumn.LeftOut out) {
      value = leftOut(line, column, text, out.likewise());
    } else {
      value = value(line, column, text, columns[column]);
    }
    if (Math.abs(value) > Float.MAX_VALUE) {
      throw bad(
          line,
          column,
          "is " + FileKind.shown(text) + ", but every value must be finite as a float");
    }
    return value;
  }

  private double value(RawRecord line, int column, String text, CsvColumn how) {
    if (how instanceof CsvColumn.Numbers given) {
      return number(line, column, text, given.decimal());
    }
    if (how instanceof CsvColumn.Written written) {
      return written(line, column, text, written);
    }
    if (how instanceof CsvColumn.Words) {
      return isMissing(text) ? absent(line, column) : word(line, column, text);
    }
    return asFirst(line, column, text);
  }

  /** As far as a column that is left out can be read; one that cannot is unknown to all models. */
  private double leftOut(RawRecord line, int column, String text, CsvColumn how) {
    boolean names = how instanceof CsvColumn.AsFirst;
    boolean too = text.length() > LONGEST_WORD || words.count(column) >= CsvWords.MOST;
    if (names && too) {
      unknown.set(column);
    }
    return unknown.get(column) ? Double.NaN : value(line, column, text, how);
  }

  private double number(RawRecord line, int column, String text, char decimal) {
    double value = CsvColumn.number(numbers, text, decimal);
    if (!Double.isNaN(value)) {
      return value;
    }
    if (isMissing(text) || MissingWords.always(text) || MissingWords.amongNumbers(text)) {
      return absent(line, column);
    }
    throw bad(line, column, "is '" + FileKind.shown(text) + "', which is not a number; correct it");
  }

  private double written(RawRecord line, int column, String text, CsvColumn.Written how) {
    double value = how.reader().read(text);
    if (!Double.isNaN(value)) {
      return value;
    }
    if (isMissing(text) || how.reader().reason() == null) {
      return absent(line, column);
    }
    throw bad(
        line,
        column,
        "is '" + FileKind.shown(text) + "', which is not " + how.expected() + "; correct it");
  }

  private double asFirst(RawRecord line, int column, String text) {
    double value = CsvColumn.number(numbers, text, '.');
    if (!Double.isNaN(value)) {
      if (!words.takesNumber(column)) {
        throw bad(
            line,
            column,
            "is '"
                + FileKind.shown(text)
                + "', which is a number, where the rows before hold words such as '"
                + words.inOrder(column).get(0)
                + "'; a column holds one or the other; correct it");
      }
      return value;
    }
    if (isMissing(text)) {
      return absent(line, column);
    }
    if (!words.takes(column)) {
      throw bad(
          line, column, "is '" + FileKind.shown(text) + "', which is not a number; correct it");
    }
    return word(line, column, text);
  }

  /** The number of a word. */
  private double word(RawRecord line, int column, String word) {
    if (word.length() > LONGEST_WORD) {
      throw bad(
          line,
          column,
          "is a text of "
              + word.length()
              + " characters, '"
              + FileKind.shown(word)
              + "': no category; leave the column out");
    }
    double code = words.code(column, word);
    if (code >= CsvWords.MOST) {
      throw bad(
          line,
          column,
          "is '"
              + FileKind.shown(word)
              + "', the column's word number "
              + (CsvWords.MOST + 1)
              + ": these are not categories; leave the column out");
    }
    return code;
  }

  private double absent(RawRecord line, int column) {
    if (!missing || column == label) {
      String cell = line.cells()[column];
      throw bad(
          line,
          column,
          (cell.isBlank() ? "is empty" : "is missing ('" + FileKind.shown(cell) + "')")
              + "; fill it in, leave the row out, or take such cells for missing values (--missing;"
              + " in Java, DataOptions.withMissing(true))");
    }
    return Double.NaN;
  }

  private DataException bad(RawRecord line, int column, String what) {
    return new DataException(
        file
            + ", line "
            + line.line()
            + ": the cell at row "
            + rows.size()
            + ", column "
            + column
            + (names.isEmpty() ? "" : " '" + FileKind.shown(names.get(column)) + "'")
            + " (counted from 0) "
            + what);
  }

  private static boolean isMissing(String text) {
    return MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  RowSource source() {
    List<String> titles = new ArrayList<>();
    Map<Integer, List<String>> categories = new TreeMap<>();
    for (int i = 0; i < kept.length; i++) {
      if (!names.isEmpty()) {
        titles.add(names.get(kept[i]));
      }
      if (words.has(kept[i])) {
        int at = i;
        double[] codes = words.sorted(kept[i]);
        rows.forEach(row -> row[at] = Double.isNaN(row[at]) ? row[at] : codes[(int) row[at]]);
        categories.put(at, words.inOrder(kept[i]));
      }
    }
    RowSource all =
        new Table(
            file,
            rows.toArray(double[][]::new),
            Shape.of(kept.length),
            List.copyOf(titles),
            categories,
            Optional.ofNullable(labels()));
    int[] out =
        IntStream.range(0, kept.length)
            .filter(i -> columns[kept[i]] instanceof CsvColumn.LeftOut)
            .toArray();
    return notes.isEmpty() ? all : LearnableColumns.of(all, out, notes);
  }

  private @Nullable Labels labels() {
    if (label < 0) {
      return null;
    }
    if (!words.has(label)) {
      return ClassLabels.of(file.toString(), rows.size(), row -> classes.get((int) row));
    }
    double[] codes = words.sorted(label);
    int[] values = classes.stream().mapToInt(code -> (int) codes[code.intValue()]).toArray();
    return Labels.of("label", words.inOrder(label), values);
  }

  private record Table(
      Path file,
      double[][] rows,
      Shape event,
      List<String> columns,
      Map<Integer, List<String>> categories,
      Optional<Labels> labels)
      implements RowSource {
    @Override
    public long size() {
      return rows.length;
    }

    @Override
    public void read(long row, double[] into) {
      double[] values = rows[(int) row];
      System.arraycopy(values, 0, into, 0, values.length);
    }

    @Override
    public String description() {
      return "csv:" + file;
    }

    @Override
    public String sha256() {
      return FileHashes.of(file);
    }

    @Override
    public String toString() {
      return description();
    }
  }
}
