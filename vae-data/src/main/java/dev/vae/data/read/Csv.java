package dev.vae.data.read;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.vae.data.internal.file.Problems;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads tables of numbers as text: one row a line, cells separated by comma, semicolon or tab
 * (whichever the first line has most of), quoted or not, UTF-8. The first line is taken for names
 * if at least half of its filled cells are no numbers.
 *
 * <p>A column whose first filled cell is no number holds words, the names of categories: they are
 * numbered from 0 in the order of the alphabet, at most 1000, and may not be mixed with numbers.
 *
 * <p>An empty cell, NA, N/A, NaN, null or ? is a missing value: an error unless missing values are
 * allowed. The table is kept in memory, eight bytes a cell.
 */
public final class Csv {
  private static final int MOST_COLUMNS = 1 << 20;

  /** The longest line in characters: every column of the widest table with all its digits. */
  private static final int LONGEST_LINE = 1 << 25;

  /** How many lines are looked at before one is taken for the first of the table. */
  private static final int LOOK = 10;

  private Csv() {}

  /** Returns a table without missing values or labels. */
  public static RowSource open(Path file) {
    return open(file, false, null);
  }

  /**
   * Returns a table.
   *
   * @param missing whether cells may be missing; they are read as NaN
   * @param label the name, or the number from 0, of a column that holds class numbers instead of
   *     values; null for none
   * @throws DataException naming line, row and column of a cell that is no number, or of a line
   *     with another number of cells than the first
   */
  public static RowSource open(Path file, boolean missing, String label) {
    Problems.requireFile("the CSV file", file);
    FileKind.otherThanTable(file)
        .ifPresent(
            kind -> {
              throw new DataException(
                  file + " is not a table of text: it looks like " + kind + "; a CSV was expected");
            });
    try (CsvReader<CsvRecord> reader = reader(file)) {
      Iterator<CsvRecord> records = reader.iterator();
      if (!records.hasNext()) {
        throw new DataException(file + " has no lines; a CSV of numbers was expected");
      }
      return read(file, records, missing, label);
    } catch (CsvParseException e) {
      String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      throw new DataException(file + " cannot be read as CSV: " + reason, e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private static RowSource read(
      Path file, Iterator<CsvRecord> records, boolean missing, String label) {
    List<CsvRecord> start = new ArrayList<>();
    while (records.hasNext() && start.size() < LOOK) {
      start.add(records.next());
    }
    CsvTitle.refuse(file, start);
    CsvRecord first = start.get(0);
    boolean header = isHeader(first);
    CsvTable table = new CsvTable(file, header ? first.getFields() : null, first, missing, label);
    if (!header) {
      table.add(first);
    }
    start.subList(1, start.size()).forEach(table::add);
    records.forEachRemaining(table::add);
    return table.rows();
  }

  private static boolean isHeader(CsvRecord first) {
    long words = first.getFields().stream().filter(c -> CsvTable.parse(c) == null).count();
    long numbers = first.getFields().stream().filter(c -> !CsvTable.isMissing(c)).count() - words;
    return words > 0 && words >= numbers;
  }

  private static CsvReader<CsvRecord> reader(Path file) throws IOException {
    return CsvReader.builder()
        .fieldSeparator(separator(file))
        .detectBomHeader(true)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .trimWhitespacesAroundQuotes(true)
        .build(
            CsvRecordHandler.builder().maxFields(MOST_COLUMNS).maxRecordSize(LONGEST_LINE).build(),
            file,
            StandardCharsets.UTF_8);
  }

  private static char separator(Path file) throws IOException {
    char[] start = new char[1 << 16];
    int n;
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      n = Math.max(0, in.read(start));
    }
    String line = new String(start, 0, n).lines().filter(l -> !l.isBlank()).findFirst().orElse("");
    int[] kinds = {',', ';', '\t'};
    long[] counts =
        IntStream.of(kinds).mapToLong(k -> line.chars().filter(c -> c == k).count()).toArray();
    int best = 0;
    for (int i = 1; i < kinds.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return (char) kinds[best];
  }
}
