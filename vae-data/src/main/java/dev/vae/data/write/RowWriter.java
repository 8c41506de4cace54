package dev.vae.data.write;

import dev.vae.data.rows.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes rows of floats to a file, which appears under its name when {@link #commit} is called; if
 * it never is, nothing remains.
 *
 * <pre>{@code
 * try (RowWriter out = RowWriter.to(file, rows, width, names)) {
 *   out.write(values, rows);
 *   out.commit();
 * }
 * }</pre>
 */
public interface RowWriter extends AutoCloseable {

  /**
   * Writes rows.
   *
   * @param values the rows one after the other; the array may be longer
   * @throws DataException if the file cannot be written
   */
  void write(float[] values, int rows);

  /** Writes rows of doubles, in all their digits where the file holds such. */
  void write(double[] values, int rows);

  /**
   * Makes the file whole and gives it its name.
   *
   * @throws DataException if it cannot be written, or rows that were announced are missing
   */
  void commit();

  /** Removes what was written, unless it was committed. */
  @Override
  void close();

  /**
   * Returns a writer of the kind that the file's name tells: {@code .npy} (32-bit floats) or {@code
   * .csv}.
   *
   * @param rows how many rows will be written
   * @param width the numbers in a row
   * @param names the columns' names for CSV; may be empty for {@code column0}, ...
   * @throws DataException if the name ends in neither, or the file cannot be written
   */
  static RowWriter to(Path file, long rows, int width, List<String> names) {
    return to(file, rows, width, names, Map.of());
  }

  /**
   * Returns the same, with words in the CSV for the values of some columns; NPY has their numbers.
   *
   * @param categories the words by column: word k is written for values near k
   */
  static RowWriter to(
      Path file, long rows, int width, List<String> names, Map<Integer, List<String>> categories) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npy")) {
      return new NpyWriter(file, Float.BYTES, rows, width);
    }
    if (name.endsWith(".csv")) {
      return new CsvFileWriter(file, width, names, categories);
    }
    throw new DataException(file + ": only files ending in .npy or .csv can be written");
  }

  /**
   * Returns the same, where an NPY file is to hold 64-bit floats.
   *
   * @param precise whether 32 bits are too few for the values
   */
  static RowWriter to(
      Path file,
      long rows,
      int width,
      List<String> names,
      Map<Integer, List<String>> categories,
      boolean precise) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return precise && name.endsWith(".npy")
        ? new NpyWriter(file, Double.BYTES, rows, width)
        : to(file, rows, width, names, categories);
  }

  /**
   * Returns a writer of an NPY file of 32-bit floats of shape {@code [rows, event...]}.
   *
   * @param event the lengths of a row's axes
   */
  static RowWriter npy(Path file, long rows, int... event) {
    return new NpyWriter(file, Float.BYTES, rows, event);
  }

  /** Returns a writer of a CSV file with a header. */
  static RowWriter csv(Path file, List<String> names) {
    return new CsvFileWriter(file, names.size(), names, Map.of());
  }
}
