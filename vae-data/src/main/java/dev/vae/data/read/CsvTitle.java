package dev.vae.data.read;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.vae.data.rows.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Lines above a table that are no part of it: a title, or a spreadsheet's {@code sep=;}. */
final class CsvTitle {
  private CsvTitle() {}

  /**
   * Refuses a table that begins with other lines, naming these and not the table's first, which is
   * not at fault.
   *
   * @param start the first lines that are not empty
   */
  static void refuse(Path file, List<CsvRecord> start) {
    CsvRecord first = start.get(0);
    String text = String.join("", first.getFields()).strip();
    boolean hint = text.toLowerCase(Locale.ROOT).startsWith("sep=") && text.length() <= 5;
    int table = tableStart(start);
    if (!hint && table == 0) {
      return;
    }
    StringBuilder message = new StringBuilder();
    message.append(file).append(", line ").append(first.getStartingLineNumber()).append(": ");
    if (hint) {
      message.append("'").append(FileKind.shown(text)).append("' is a note to spreadsheets; ");
    } else {
      message
          .append(cells(first))
          .append(", '")
          .append(FileKind.shown(first.getField(0)))
          .append("' the first, where the lines from ")
          .append(start.get(table).getStartingLineNumber())
          .append(" on have ")
          .append(start.get(table).getFieldCount())
          .append(": a title? ");
    }
    message.append("The first line must hold the names of the columns or the first row; remove ");
    message.append(table > 1 ? "the lines above the table" : "this line");
    throw new DataException(message.toString());
  }

  private static String cells(CsvRecord line) {
    int n = line.getFieldCount();
    return n + (n == 1 ? " cell" : " cells");
  }

  private static boolean isText(CsvRecord line) {
    return line.getFieldCount() == 1;
  }

  /**
   * Where the lines begin that all have as many cells as the last, if these are two or more and
   * those above are one line with fewer, or several of a single cell; 0 if the first line is one of
   * the table.
   */
  private static int tableStart(List<CsvRecord> start) {
    int last = start.size() - 1;
    int cells = start.get(last).getFieldCount();
    int from = last;
    while (from > 0 && start.get(from - 1).getFieldCount() == cells) {
      from--;
    }
    boolean table = from <= last - 1 && start.get(0).getFieldCount() < cells;
    return table && start.subList(1, from).stream().allMatch(CsvTitle::isText) ? from : 0;
  }
}
