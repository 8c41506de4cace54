package dev.vae.data.read;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.file.FileHashes;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Collects the lines of a table. */
final class CsvTable {
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "?");

  /** A longer text is none of a few that come again and again. */
  private static final int LONGEST_WORD = 1000;

  private final Path file;
  private final List<String> names;
  private final int cells;
  private final boolean missing;
  private final int label;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Double> classes = new ArrayList<>();
  private final CsvWords words = new CsvWords();

  CsvTable(Path file, List<String> names, CsvRecord first, boolean missing, String label) {
    this.file = file;
    this.names = names == null ? null : names.stream().map(String::strip).toList();
    this.missing = missing;
    cells = first.getFieldCount();
    this.label = label == null ? -1 : column(label);
    if (this.label >= 0 && cells == 1) {
      throw new DataException(file + " has no column of values beside the labels");
    }
  }

  private int column(String label) {
    int named = names == null ? -1 : names.indexOf(label);
    if (named >= 0) {
      return named;
    }
    if (label.matches("[0-9]{1,7}") && Integer.parseInt(label) < cells) {
      return Integer.parseInt(label);
    }
    throw new DataException(
        file
            + " has no column '"
            + FileKind.shown(label)
            + "' to take labels from; "
            + (names == null
                ? "its columns have no names, use their numbers 0 to " + (cells - 1)
                : Messages.suggest(label, names)));
  }

  void add(CsvRecord line) {
    if (line.getFieldCount() != cells) {
      throw new DataException(
          file
              + ", line "
              + line.getStartingLineNumber()
              + " (row "
              + rows.size()
              + ", counted from 0): "
              + line.getFieldCount()
              + " cells where "
              + cells
              + " were expected, as in the first line");
    }
    requireMemory();
    double[] row = new double[label < 0 ? cells : cells - 1];
    int at = 0;
    for (int i = 0; i < cells; i++) {
      double value = value(line, i);
      if (i == label) {
        classes.add(value);
      } else {
        row[at++] = value;
      }
    }
    rows.add(row);
  }

  private void requireMemory() {
    long bytes = rows.size() * (8L * cells + 24);
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

  private double value(CsvRecord line, int column) {
    String cell = line.getField(column);
    Double value = parse(cell);
    if (value == null ? !words.takes(column) : !value.isNaN() && !words.takesNumber(column)) {
      String other =
          words.has(column)
              ? "a number, where the rows before hold words such as '"
                  + words.inOrder(column).get(0)
                  + "'; a column holds one or the other"
              : "no number";
      throw bad(
          line, column, "is '" + FileKind.shown(cell) + "', which is " + other + "; correct it");
    }
    if (value == null) {
      if (cell.length() > LONGEST_WORD) {
        throw bad(
            line,
            column,
            "is a text of "
                + cell.length()
                + " characters, '"
                + FileKind.shown(cell)
                + "': no category; leave the column out");
      }
      double code = words.code(column, cell.strip());
      if (code >= CsvWords.MOST) {
        throw bad(
            line,
            column,
            "is '"
                + FileKind.shown(cell)
                + "', the column's word number "
                + (CsvWords.MOST + 1)
                + ": these are not categories; leave the column out");
      }
      return code;
    }
    if (value.isNaN() && (!missing || column == label)) {
      throw bad(
          line,
          column,
          (cell.isBlank() ? "is empty" : "is missing ('" + cell.strip() + "')")
              + "; fill it in, leave the row out, or take such cells for missing values (--missing;"
              + " in Java, DataOptions.withMissing(true))");
    }
    if (Math.abs(value) > Float.MAX_VALUE) {
      throw bad(
          line,
          column,
          "is " + FileKind.shown(cell) + ", but every value must be finite as a float");
    }
    return value;
  }

  private DataException bad(CsvRecord line, int column, String what) {
    return new DataException(
        file
            + ", line "
            + line.getStartingLineNumber()
            + ": the cell at row "
            + rows.size()
            + ", column "
            + column
            + (names == null ? "" : " '" + FileKind.shown(names.get(column)) + "'")
            + " (counted from 0) "
            + what);
  }

  static boolean isMissing(String cell) {
    return MISSING.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** The number in a cell, NaN if it is missing, null if it is no number. */
  static Double parse(String cell) {
    String text = cell.strip();
    int last = text.length() - 1;
    boolean digits = last >= 0 && (text.charAt(last) <= '9') && text.indexOf('x') < 0;
    if (digits) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException e) {
        return isMissing(text) ? Double.NaN : null;
      }
    }
    return isMissing(text) ? Double.valueOf(Double.NaN) : infinity(text);
  }

  private static Double infinity(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  RowSource rows() {
    if (rows.isEmpty()) {
      throw new DataException(file + " has a header but no rows");
    }
    List<String> columns = names == null ? List.of() : new ArrayList<>(names);
    if (names != null && label >= 0) {
      columns.remove(label);
    }
    Map<Integer, List<String>> categories = new TreeMap<>();
    for (int column : words.columns()) {
      if (column != label) {
        int at = label >= 0 && column > label ? column - 1 : column;
        double[] codes = words.sorted(column);
        rows.forEach(row -> row[at] = Double.isNaN(row[at]) ? row[at] : codes[(int) row[at]]);
        categories.put(at, words.inOrder(column));
      }
    }
    return new Table(
        file,
        rows.toArray(double[][]::new),
        Shape.of(rows.get(0).length),
        List.copyOf(columns),
        categories,
        Optional.ofNullable(labels()));
  }

  private Labels labels() {
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
