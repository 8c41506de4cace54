package dev.vae.data.read.sparse;

import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.ZipException;

/**
 * Reads rows as SVMlight and LIBSVM write them: a label, then {@code column:value} for each value
 * that is not 0, a row on each line; what follows a hash sign is a comment. Columns are counted
 * from 1, or from 0 if one is called so.
 */
public final class SvmLight {
  /** Labels of more kinds are measures of rows, not classes. */
  private static final int MOST_CLASSES = 1000;

  private final Path file;
  private final EntryValues values = new EntryValues(1 << 10);
  private int[] columns = new int[1 << 10];
  private int[] ends = new int[1 << 10];
  private double[] labels = new double[1 << 10];
  private int rows;
  private int smallest = Integer.MAX_VALUE;
  private int largest = -1;

  private SvmLight(Path file) {
    this.file = file;
  }

  /**
   * Returns the rows of a file.
   *
   * @param width how many columns there are; empty for as many as the file speaks of
   * @throws DataException if the file is missing, or a line is of another kind
   */
  public static RowSource open(Path file, OptionalInt width) {
    FileChecks.requireFile("the SVMlight file", file);
    SvmLight rows = new SvmLight(file);
    try (TextNumbers in = new TextNumbers(file)) {
      while (in.toNumbers('#')) {
        rows.line(in);
      }
      return rows.source(width);
    } catch (EOFException | ZipException e) {
      throw new DataException(
          file + " is not whole gzip-compressed data (" + e.getMessage() + "): fetch it again", e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    } catch (OutOfMemoryError e) {
      throw new DataException( // large arrays that do not fit: nothing else is lost
          file + " takes more memory than this JVM may use; start it with a larger -Xmx");
    }
  }

  private void line(TextNumbers in) throws IOException {
    if (rows + 2 > ends.length) {
      ends = Arrays.copyOf(ends, EntryValues.longer(ends.length));
      labels = Arrays.copyOf(labels, ends.length);
    }
    labels[rows] = in.number("a label", ':');
    while (!in.lineEnds() && in.peek() != '#') {
      int column = column(in);
      double value = in.number("the value of column " + column, '#');
      int count = values.count();
      if (count == columns.length) {
        columns = Arrays.copyOf(columns, EntryValues.longer(count));
      }
      columns[count] = column;
      values.add(value);
      smallest = Math.min(smallest, column);
      largest = Math.max(largest, column);
    }
    ends[++rows] = values.count();
  }

  private static int column(TextNumbers in) throws IOException {
    long column = in.whole("a column", ':');
    if (column > Integer.MAX_VALUE - 8 || in.peek() != ':') {
      throw in.wrong("should give values as column:value, but has '" + column + "' there");
    }
    in.skip();
    return (int) column;
  }

  private RowSource source(OptionalInt width) {
    if (rows == 0) {
      throw new DataException(file + " has no rows; each is a line: label column:value ...");
    }
    int base = smallest == 0 ? 0 : 1;
    int seen = Math.max(1, largest + 1 - base);
    if (width.isPresent() && width.getAsInt() < seen) {
      throw new DataException(
          file + " has a column " + largest + ", beyond width=" + width.getAsInt());
    }
    SparseShape shape = SparseShape.of(file.toString(), rows, width.orElse(seen));
    int[] from0 = Arrays.copyOf(columns, values.count());
    for (int i = 0; i < from0.length; i++) {
      from0[i] -= base;
    }
    SparseRowMatrix matrix = values.rows(shape.width(), Arrays.copyOf(ends, rows + 1), from0);
    Map<Double, Integer> classes = new TreeMap<>();
    for (int r = 0; r < rows && classes.size() <= MOST_CLASSES; r++) {
      classes.put(labels[r] + 0.0, 0);
    }
    boolean whole =
        classes.size() <= MOST_CLASSES
            && classes.keySet().stream().allMatch(l -> l == Math.rint(l));
    SparseFiles beside =
        new SparseFiles("svm", file, null, List.of(), List.of(), whole ? List.of() : leftOut());
    return whole ? beside.source(matrix, classes(classes)) : beside.source(matrix);
  }

  private List<String> leftOut() {
    return List.of(
        file
            + ": lines do not begin with numbers of classes but with measures, which are left out");
  }

  private Labels classes(Map<Double, Integer> classes) {
    List<String> names = classes.keySet().stream().map(l -> Long.toString(l.longValue())).toList();
    int number = 0;
    for (Map.Entry<Double, Integer> each : classes.entrySet()) {
      each.setValue(number++);
    }
    int[] numbers = new int[rows];
    Arrays.setAll(numbers, r -> classes.get(labels[r] + 0.0));
    return Labels.of("label", names, numbers);
  }
}
