package dev.vae.core.rows;

import dev.vae.core.internal.text.Messages;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows of numbers most of which are 0, of which only the others are stored: the form called CSR
 * (compressed sparse rows), as scipy's {@code csr_matrix}. Row r has the entries {@code offsets[r]}
 * up to, but without, {@code offsets[r + 1]}; entry i stands in column {@code columns[i]} and is
 * {@code values[i]}.
 *
 * <pre>{@code
 * // 5 0 0 7
 * // 0 0 2 0
 * SparseRowMatrix.of(4, new int[] {0, 2, 3}, new int[] {0, 3, 2}, new float[] {5, 7, 2})
 * }</pre>
 *
 * <p>Entries of a row may come in any order; several of one place are added up in theirs. Arrays
 * are kept where every row's columns ascend, and must not be changed while they are in use; else
 * they are copied.
 */
public final class SparseRowMatrix {
  private final int width;
  private final int[] offsets;
  private final int[] columns;
  private final StoredValues values;

  private SparseRowMatrix(int width, int[] offsets, int[] columns, StoredValues values) {
    this.width = width;
    this.offsets = offsets;
    this.columns = columns;
    this.values = values;
  }

  /**
   * Returns rows of floats.
   *
   * @param width how many columns there are, at least 1
   * @param offsets where each row's entries begin, and last how many entries there are
   * @param columns for each entry its column, from 0
   * @param values for each entry its value
   * @throws IllegalArgumentException if lengths do not fit, offsets do not ascend, or a column is
   *     not below the width; the message names row and entry
   */
  public static SparseRowMatrix of(int width, int[] offsets, int[] columns, float[] values) {
    return of(
        width, offsets, columns, new StoredValues(Objects.requireNonNull(values, "values"), null));
  }

  /** Returns the same for rows of doubles. */
  public static SparseRowMatrix of(int width, int[] offsets, int[] columns, double[] values) {
    return of(
        width, offsets, columns, new StoredValues(null, Objects.requireNonNull(values, "values")));
  }

  private static SparseRowMatrix of(int width, int[] offsets, int[] columns, StoredValues values) {
    Objects.requireNonNull(offsets, "offsets");
    Objects.requireNonNull(columns, "columns");
    requireWidth(width);
    if (columns.length != values.length()) {
      throw new IllegalArgumentException(
          Messages.count(columns.length, "column")
              + " of entries for "
              + Messages.count(values.length(), "value"));
    }
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != columns.length) {
      throw new IllegalArgumentException(
          offsets.length == 0
              ? "there are no offsets: the first is 0, the last the number of entries"
              : "offsets go from "
                  + offsets[0]
                  + " to "
                  + offsets[offsets.length - 1]
                  + ", not from 0 to the number of entries, "
                  + columns.length);
    }
    for (int r = 1; r < offsets.length; r++) {
      if (offsets[r] < offsets[r - 1]) {
        throw new IllegalArgumentException(
            "row " + (r - 1) + " goes from entry " + offsets[r - 1] + " to " + offsets[r]);
      }
    }
    boolean ascending = true;
    for (int r = 0; r + 1 < offsets.length; r++) {
      int before = -1;
      for (int i = offsets[r]; i < offsets[r + 1]; i++) {
        if (columns[i] < 0 || columns[i] >= width) {
          throw noColumn(r, i, columns[i], width);
        }
        ascending &= columns[i] > before;
        before = columns[i];
      }
    }
    return ascending
        ? new SparseRowMatrix(width, offsets, columns, values)
        : inOrder(width, offsets.clone(), columns.clone(), values.copy());
  }

  private static void requireWidth(int width) {
    if (width < 1) {
      throw new IllegalArgumentException("rows of " + Messages.count(width, "column"));
    }
  }

  private static IllegalArgumentException noColumn(int row, int entry, int column, int width) {
    return new IllegalArgumentException(
        "entry "
            + entry
            + ", of row "
            + row
            + ", stands in column "
            + column
            + ", but the columns are 0 to "
            + (width - 1));
  }

  /**
   * Returns rows of entries that come in any order, as scipy's {@code coo_matrix} has them.
   *
   * @param rowCount how many rows there are
   * @param width how many columns there are, at least 1
   * @param rows for each entry its row, from 0
   * @param columns for each entry its column, from 0
   * @param values for each entry its value
   * @throws IllegalArgumentException if lengths do not fit, or a row or column is not there; the
   *     message names the entry
   */
  public static SparseRowMatrix ofEntries(
      int rowCount, int width, int[] rows, int[] columns, float[] values) {
    Objects.requireNonNull(values, "values");
    return ofEntries(rowCount, width, rows, columns, new StoredValues(values, null));
  }

  /** Returns the same for doubles. */
  public static SparseRowMatrix ofEntries(
      int rowCount, int width, int[] rows, int[] columns, double[] values) {
    Objects.requireNonNull(values, "values");
    return ofEntries(rowCount, width, rows, columns, new StoredValues(null, values));
  }

  private static SparseRowMatrix ofEntries(
      int rowCount, int width, int[] rows, int[] columns, StoredValues values) {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(columns, "columns");
    requireWidth(width);
    if (rowCount < 0 || rows.length != columns.length || rows.length != values.length()) {
      throw new IllegalArgumentException(
          rowCount < 0
              ? rowCount + " rows"
              : "entries of "
                  + Messages.count(rows.length, "row")
                  + ", "
                  + Messages.count(columns.length, "column")
                  + " and "
                  + Messages.count(values.length(), "value"));
    }
    int[] offsets = new int[Math.addExact(rowCount, 1)];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] < 0 || rows[i] >= rowCount) {
        throw new IllegalArgumentException(
            "entry " + i + " stands in row " + rows[i] + " of " + Messages.count(rowCount, "row"));
      }
      if (columns[i] < 0 || columns[i] >= width) {
        throw noColumn(rows[i], i, columns[i], width);
      }
      offsets[rows[i] + 1]++;
    }
    for (int r = 0; r < rowCount; r++) {
      offsets[r + 1] += offsets[r];
    }
    int[] next = offsets.clone();
    int[] sorted = new int[columns.length];
    StoredValues moved = values.empty();
    for (int i = 0; i < rows.length; i++) {
      int to = next[rows[i]]++;
      sorted[to] = columns[i];
      moved.set(to, values, i);
    }
    return inOrder(width, offsets, sorted, moved);
  }

  /**
   * Sorts every row's entries by column, and adds up those of one place; the arrays are its own.
   */
  private static SparseRowMatrix inOrder(
      int width, int[] offsets, int[] columns, StoredValues values) {
    int to = 0;
    int from = 0;
    for (int r = 0; r + 1 < offsets.length; r++) {
      int end = offsets[r + 1];
      sort(columns, values, from, end);
      int first = to;
      for (int i = from; i < end; i++) {
        if (to > first && columns[to - 1] == columns[i]) {
          values.add(to - 1, i);
        } else {
          columns[to] = columns[i];
          values.set(to++, values, i);
        }
      }
      from = end;
      offsets[r + 1] = to;
    }
    boolean all = to == columns.length;
    return new SparseRowMatrix(
        width, offsets, all ? columns : Arrays.copyOf(columns, to), values.first(to));
  }

  /** Sorts entries by column; those of one column keep their order. */
  private static void sort(int[] columns, StoredValues values, int from, int end) {
    boolean ascending = true;
    for (int i = from + 1; i < end; i++) {
      ascending &= columns[i] >= columns[i - 1];
    }
    if (ascending) {
      return;
    }
    long[] keys = new long[end - from];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) columns[from + i] << 32 | i;
    }
    Arrays.sort(keys);
    StoredValues before = values.part(from, end);
    for (int i = 0; i < keys.length; i++) {
      columns[from + i] = (int) (keys[i] >>> 32);
      values.set(from + i, before, (int) keys[i]);
    }
  }

  /** Returns the number of rows. */
  public int rows() {
    return offsets.length - 1;
  }

  /** Returns the number of columns. */
  public int width() {
    return width;
  }

  /** Returns how many entries are stored. */
  public int stored() {
    return columns.length;
  }

  /** Returns a value; 0 where none is stored. */
  public double get(int row, int column) {
    requireRow(row);
    requireColumn(column);
    int at = Arrays.binarySearch(columns, offsets[row], offsets[row + 1], column);
    return at < 0 ? 0 : values.get(at);
  }

  private void requireColumn(int column) {
    if (column < 0 || column >= width) {
      throw new IndexOutOfBoundsException("there is no column " + column + " of " + width);
    }
  }

  private void requireRoom(int length, int at) {
    if (at < 0 || length - at < width) {
      throw new IndexOutOfBoundsException(
          "there is no room for " + width + " values from offset " + at);
    }
  }

  private void requireRow(int row) {
    if (row < 0 || row >= rows()) {
      throw new IndexOutOfBoundsException("there is no row " + row + " of " + rows());
    }
  }

  /** Copies a row with its zeros into an array, rounded to float. */
  public void copyRow(int row, float[] into, int at) {
    requireRow(row);
    requireRoom(Objects.requireNonNull(into, "into").length, at);
    Arrays.fill(into, at, at + width, 0);
    for (int i = offsets[row]; i < offsets[row + 1]; i++) {
      into[at + columns[i]] = (float) values.get(i);
    }
  }

  /** Copies a row with its zeros into an array. */
  public void copyRow(int row, double[] into) {
    requireRow(row);
    requireRoom(Objects.requireNonNull(into, "into").length, 0);
    Arrays.fill(into, 0, width, 0);
    for (int i = offsets[row]; i < offsets[row + 1]; i++) {
      into[columns[i]] = values.get(i);
    }
  }

  /** Visits what is stored of a row, by ascending column. */
  public void forEachStored(int row, StoredVisitor visitor) {
    requireRow(row);
    Objects.requireNonNull(visitor, "visitor");
    for (int i = offsets[row]; i < offsets[row + 1]; i++) {
      visitor.value(columns[i], values.get(i));
    }
  }

  /** Sees the entries of a row. */
  public interface StoredVisitor {
    /** Takes an entry, which may be 0. */
    void value(int column, double value);
  }

  /**
   * Returns some columns in another order.
   *
   * @param kept for each column of the result, the column it was; none twice
   */
  public SparseRowMatrix pick(int[] kept) {
    requireWidth(Objects.requireNonNull(kept, "kept").length);
    int[] now = new int[width];
    Arrays.fill(now, -1);
    for (int c = 0; c < kept.length; c++) {
      requireColumn(kept[c]);
      if (now[kept[c]] >= 0) {
        throw new IllegalArgumentException("column " + kept[c] + " is picked twice");
      }
      now[kept[c]] = c;
    }
    int count = 0;
    for (int column : columns) {
      count += now[column] < 0 ? 0 : 1;
    }
    int[] starts = new int[offsets.length];
    int[] picked = new int[count];
    StoredValues left = values.empty(count);
    int to = 0;
    for (int r = 0; r < rows(); r++) {
      for (int i = offsets[r]; i < offsets[r + 1]; i++) {
        if (now[columns[i]] >= 0) {
          picked[to] = now[columns[i]];
          left.set(to++, values, i);
        }
      }
      starts[r + 1] = to;
    }
    return inOrder(kept.length, starts, picked, left);
  }

  /** Whether a row has no NaN and nothing infinite. */
  boolean isFinite(int row) {
    for (int i = offsets[row]; i < offsets[row + 1]; i++) {
      if (!Double.isFinite(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "SparseRowMatrix[" + rows() + " x " + width + ", " + stored() + " stored]";
  }

  /** Values of entries, in either precision. A negative zero is read as 0. */
  private record StoredValues(float @Nullable [] floats, double @Nullable [] doubles) {
    int length() {
      return floats != null ? floats.length : Objects.requireNonNull(doubles).length;
    }

    double get(int i) {
      return (floats != null ? floats[i] : Objects.requireNonNull(doubles)[i]) + 0.0;
    }

    void set(int i, StoredValues from, int other) {
      if (floats != null) {
        floats[i] = Objects.requireNonNull(from.floats)[other];
      } else {
        Objects.requireNonNull(doubles)[i] = Objects.requireNonNull(from.doubles)[other];
      }
    }

    void add(int i, int other) {
      if (floats != null) {
        floats[i] += floats[other];
      } else {
        Objects.requireNonNull(doubles)[i] += doubles[other];
      }
    }

    StoredValues empty() {
      return empty(length());
    }

    StoredValues empty(int length) {
      return floats != null
          ? new StoredValues(new float[length], null)
          : new StoredValues(null, new double[length]);
    }

    StoredValues part(int from, int end) {
      return floats != null
          ? new StoredValues(Arrays.copyOfRange(floats, from, end), null)
          : new StoredValues(null, Arrays.copyOfRange(Objects.requireNonNull(doubles), from, end));
    }

    StoredValues copy() {
      return part(0, length());
    }

    StoredValues first(int length) {
      return length == length() ? this : part(0, length);
    }
  }
}
