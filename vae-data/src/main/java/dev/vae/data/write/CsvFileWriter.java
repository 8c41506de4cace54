package dev.vae.data.write;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.vae.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Writes a table with a header, UTF-8, each number in the digits that tell it from all others. */
final class CsvFileWriter implements RowWriter {
  private final WholeFile file;
  private final CsvWriter writer;
  private final String[] cells;

  CsvFileWriter(Path name, int width, List<String> names) {
    if (!names.isEmpty() && names.size() != width) {
      throw new DataException(
          name + ": " + names.size() + " column names were given for " + width + " columns");
    }
    cells = new String[width];
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
    guard(
        () -> {
          for (int r = 0; r < rows; r++) {
            for (int j = 0; j < cells.length; j++) {
              cells[j] = text(values[r * cells.length + j]);
            }
            writer.writeRecord(cells);
          }
        });
  }

  private static String text(float value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7f
        ? Integer.toString((int) value)
        : Float.toString(value);
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
