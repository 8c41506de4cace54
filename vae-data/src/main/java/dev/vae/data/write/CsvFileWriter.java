package dev.vae.data.write;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.file.WholeFile;
import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Writes a table with a header, UTF-8, each number in the digits that tell it from all others. */
final class CsvFileWriter implements RowWriter {
  private final WholeFile file;
  private final CsvWriter writer;
  private final String[] cells;
  private final String[][] words;

  CsvFileWriter(Path name, int width, List<String> names, Map<Integer, List<String>> categories) {
    if (!names.isEmpty() && names.size() != width) {
      throw new DataException(
          name
              + ": "
              + Messages.count(names.size(), "column name")
              + " for "
              + Messages.count(width, "column"));
    }
    cells = new String[width];
    words = new String[width][];
    categories.forEach((column, list) -> words[column] = list.toArray(String[]::new));
    file = new WholeFile(name);
    writer =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .build(file.out(), StandardCharsets.UTF_8);
    List<String> header =
        names.isEmpty() ? IntStream.range(0, width).mapToObj(j -> "column" + j).toList() : names;
    guard(() -> writer.writeRecord(header));
  }

  @Override
  public void write(float[] values, int rows) {
    write(rows, i -> values[i]);
  }

  @Override
  public void write(double[] values, int rows) {
    write(rows, i -> values[i]);
  }

  private void write(int rows, IntToDoubleFunction values) {
    guard(
        () -> {
          for (int r = 0; r < rows; r++) {
            for (int j = 0; j < cells.length; j++) {
              double value = values.applyAsDouble(r * cells.length + j);
              cells[j] = words[j] == null ? text(value) : word(words[j], value);
            }
            writer.writeRecord(cells);
          }
        });
  }

  private static String word(String[] words, double value) {
    long nearest = Math.round(value); // 0 for NaN
    return words[(int) Math.max(0, Math.min(words.length - 1, nearest))];
  }

  /** Whole numbers without a fraction; floats in the digits of a float. */
  private static String text(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      return Long.toString((long) value);
    }
    if (value == (float) value) {
      return Float.toString((float) value);
    }
    return Math.abs(value) >= 1e7 && Math.abs(value) < 1L << 53
        ? new BigDecimal(Double.toString(value)).toPlainString()
        : Double.toString(value);
  }

  private void guard(Runnable action) {
    try {
      action.run();
    } catch (UncheckedIOException e) {
      throw file.failed(e.getCause());
    }
  }

  @Override
  public void commit() {
    guard(
        () -> {
          try {
            writer.flush();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
