package dev.vae.data.table.dialect;

import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;

/** Finds how a table is written from the start of its text. */
@NullUnmarked // no null leaves it
final class DialectFinder {
  private static final int LOOK = 1 << 18;
  private static final int RECORDS = 500;
  private static final int MOST_PREAMBLE = 10;
  static final char[] DELIMITERS = {',', ';', '\t', '|'};

  private DialectFinder() {}

  static Dialect find(Path file, List<String> names) {
    FileChecks.requireFile("the table", file);
    try {
      TextEncoding encoding = TextEncoding.of(file);
      boolean gzip = packed(file);
      Dialect start =
          new Dialect(
              ',',
              '"',
              encoding.charset(),
              encoding.mark(),
              gzip,
              true,
              List.of(),
              false,
              "\n",
              true);
      String text = text(file, start);
      requireText(file, text);
      return of(text, text.length() >= LOOK, start, names);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private static boolean packed(Path file) throws IOException {
    try (InputStream in = java.nio.file.Files.newInputStream(file)) {
      return in.read() == 0x1f && in.read() == 0x8b;
    }
  }

  private static String text(Path file, Dialect dialect) throws IOException {
    char[] start = new char[LOOK];
    int length = 0;
    try (Reader in = TextInput.open(file, dialect)) {
      for (int n = in.read(start); n > 0 && length < LOOK; ) {
        length += n;
        n = in.read(start, length, LOOK - length);
      }
    }
    return new String(start, 0, length);
  }

  private static void requireText(Path file, String text) {
    if (text.isBlank()) {
      throw new DataException(file + " has no lines; a table was expected");
    }
    String low =
        text.substring(0, Math.min(200, text.length())).strip().toLowerCase(java.util.Locale.ROOT);
    String kind = kind(low);
    if (kind != null) {
      throw new DataException(file + " is " + kind + "; a table of text was expected");
    }
    long other =
        text.chars()
            .limit(4096)
            .filter(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')
            .count();
    if (text.indexOf(0) >= 0 || other > 40) {
      throw new DataException(file + " is not a table of text but a binary file");
    }
  }

  /** What a text is that begins like something else, with what to do; null if it may be a table. */
  private static String kind(String low) {
    if (low.startsWith("<!doctype html") || low.startsWith("<html")) {
      return "a web page (HTML), perhaps saved in place of a download";
    }
    if (low.startsWith("pk\u0003\u0004") || low.startsWith("\u00f0\u00ef\u0011\u00e0")) {
      return "an Excel workbook or an archive: save the sheet as CSV";
    }
    if (low.startsWith("par1")) {
      return "a Parquet file: give it as parquet:FILE, with DuckDB's driver on the class path";
    }
    if (low.startsWith("%pdf")) {
      return "a PDF document";
    }
    if (low.startsWith("<?xml")) {
      return "an XML document: write its rows as CSV";
    }
    boolean object = low.startsWith("{\"") || low.matches("(?s)\\[\\s*\\{\\s*\".*");
    return object && low.contains("\":") ? "JSON: write its rows as CSV" : null;
  }

  /** The dialect of a text. */
  static Dialect of(String all, boolean cut, Dialect start, List<String> names) {
    List<String> preamble = new ArrayList<>();
    String text = all;
    char given = 0;
    String first = line(text);
    if (first.matches("(?i)\"?sep=.\"?")) {
      given = first.charAt(first.toLowerCase(Locale.ROOT).indexOf('=') + 1);
      preamble.add(first);
      text = text.substring(Math.min(text.length(), first.length() + end(text, first.length())));
    }
    Guess best = best(text, cut, start.encoding(), given == 0 ? DELIMITERS : new char[] {given});
    String lineEnd = lineEnd(text, best.records);
    for (int i = 0; i < best.skipped; i++) {
      String line = line(text);
      preamble.add(line);
      text = text.substring(Math.min(text.length(), line.length() + end(text, line.length())));
    }
    List<RawRecord> records = best.records.subList(best.skipped, best.records.size());
    char last = all.charAt(all.length() - 1);
    return new Dialect(
        best.dialect.delimiter(),
        best.dialect.quote(),
        start.encoding(),
        start.byteOrderMark(),
        start.gzip(),
        Header.is(records, names),
        preamble,
        best.dialect.blanksAroundQuotes(),
        lineEnd,
        cut || last == '\n' || last == '\r');
  }

  /** The best of all delimiters and quotes, with blanks around quotes or not. */
  private static Guess best(String text, boolean cut, Charset encoding, char[] delimiters) {
    Guess best = null;
    for (char quote : new char[] {'"', '\'', 0}) {
      if (quote == '\'' && text.indexOf('"') >= 0) {
        continue;
      }
      for (char delimiter : delimiters) {
        for (boolean blanks : new boolean[] {false, true}) {
          if (blanks && (quote == 0 || text.indexOf(" " + quote) < 0)) {
            continue;
          }
          Dialect dialect =
              new Dialect(
                  delimiter, quote, encoding, false, false, true, List.of(), blanks, "\n", true);
          Guess guess = guess(text, cut, dialect);
          if (guess != null && (best == null || guess.score > best.score + 1e-9)) {
            best = guess;
          }
        }
      }
    }
    if (best == null) {
      throw new DataException("no table can be made out in the text: no delimiter fits its lines");
    }
    return best;
  }

  /** What ends the first record: line breaks in cells may be others. */
  private static String lineEnd(String text, List<RawRecord> records) {
    long lines = records.size() < 2 ? 1 : records.get(1).line() - records.get(0).line();
    int at = 0;
    for (long line = 0; line < lines; line++) {
      at += line == 0 ? 0 : end(text, at);
      at += line(text.substring(at)).length();
    }
    return at >= text.length() ? "\n" : text.substring(at, at + end(text, at));
  }

  private static String line(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return text.substring(0, end);
  }

  private static int end(String text, int at) {
    return text.startsWith("\r\n", at) ? 2 : 1;
  }

  private record Guess(Dialect dialect, List<RawRecord> records, int skipped, double score) {}

  private static Guess guess(String text, boolean cut, Dialect dialect) {
    List<RawRecord> records = records(text, cut, dialect);
    if (records == null || records.isEmpty()) {
      return null;
    }
    int[] counts = records.stream().mapToInt(r -> r.cells().length).toArray();
    int mode = mode(counts);
    int skipped = skipped(records, counts, mode);
    int same = 0;
    int all = 0;
    long cells = 0;
    double clean = 0;
    int quoted = 0;
    for (int i = skipped; i < counts.length; i++) {
      if (counts[i] == 0) {
        continue; // an empty line
      }
      all++;
      same += counts[i] == mode ? 1 : 0;
      RawRecord record = records.get(i);
      for (int c = 0; c < counts[i]; c++) {
        cells++;
        boolean q = record.quoted(c);
        quoted += q ? 1 : 0;
        clean += q ? 1 : cleanness(record.cells()[c], dialect);
      }
    }
    double consistent = (double) same / Math.max(1, all);
    boolean titled = counts[skipped] == mode || all == 1;
    boolean split = skipped > 0 && !Header.is(records.subList(skipped, records.size()), List.of());
    double score =
        consistent * consistent * (mode > 1 ? 1 : 0.55)
            + 0.5 * clean / Math.max(1, cells)
            + (mode > 1 ? 0.01 * Math.min(mode, 10) : 0)
            - (titled ? 0 : 0.3)
            - (split ? 0.5 : 0)
            + (dialect.quote() == 0 ? 0 : 0.02)
            + (dialect.quote() == '\'' && quoted < 0.2 * cells ? -1 : 0)
            - (dialect.blanksAroundQuotes() ? 0.01 : 0);
    return new Guess(dialect, records, skipped, score);
  }

  /** How much a cell looks like one: not if it holds another delimiter, or half a quote. */
  private static double cleanness(String cell, Dialect dialect) {
    if (CellKind.isTyped(cell) || cell.isBlank()) {
      return 1;
    }
    String text = cell.strip();
    char quote = dialect.quote() == 0 ? '"' : dialect.quote();
    if (text.charAt(0) == quote || text.charAt(text.length() - 1) == quote) {
      return 0;
    }
    for (char other : DELIMITERS) {
      if (other != dialect.delimiter() && cell.indexOf(other) >= 0) {
        return other == ',' && cell.contains(", ") ? 0.7 : 0.2;
      }
    }
    return 0.9;
  }

  private static int mode(int[] counts) {
    int best = 1;
    int most = 0;
    for (int candidate : counts) {
      int n = 0;
      for (int count : counts) {
        n += count == candidate ? 1 : 0;
      }
      if (candidate > 0 && n > most) {
        most = n;
        best = candidate;
      }
    }
    return best;
  }

  /**
   * Lines before the table: titles and comments, which have one filled cell where rows have more.
   */
  private static int skipped(List<RawRecord> records, int[] counts, int mode) {
    if (mode < 2) {
      return 0;
    }
    int skipped = comments(records);
    for (int i = skipped; i < Math.min(MOST_PREAMBLE, counts.length - 1); i++) {
      String[] cells = records.get(i).cells();
      long filled = filled(cells);
      boolean wide = counts[i] == mode;
      if (!(filled <= 1 && (!wide || mode > 2 && titled(records, i, skipped)))) {
        break;
      }
      if (records.get(i + 1).line() - records.get(i).line() != 1) {
        break; // a cell with line breaks is no title
      }
      skipped = i + 1;
    }
    return skipped;
  }

  /** Lines that begin with #; the last of them is a header if there is no other. */
  private static int comments(List<RawRecord> records) {
    int lines = 0;
    while (lines < Math.min(MOST_PREAMBLE, records.size() - 1)
        && records.get(lines).cells().length > 0
        && records.get(lines).cells()[0].startsWith("#")) {
      lines++;
    }
    boolean header = lines > 0 && Header.is(records.subList(lines, records.size()), List.of());
    return lines == 0 || header ? lines : lines - 1;
  }

  /**
   * Whether a line that is as wide as rows is a title, or nothing below one: the next with more
   * cells has all of them, and if there are others between, these are names of columns.
   */
  private static boolean titled(List<RawRecord> records, int i, int skipped) {
    String[] cells = records.get(i).cells();
    boolean firstOnly = !cells[0].isBlank() && !CellKind.isTyped(cells[0]);
    if (!firstOnly && (filled(cells) > 0 || skipped == 0)) {
      return false;
    }
    int next = i + 1;
    int most = Math.min(MOST_PREAMBLE, records.size() - 1);
    while (next < most && filled(records.get(next).cells()) <= 1) {
      next++;
    }
    String[] first = records.get(next).cells();
    return first.length > 1
        && filled(first) == first.length
        && (next == i + 1 && firstOnly
            || Header.is(records.subList(next, records.size()), List.of()));
  }

  private static long filled(String[] cells) {
    return java.util.Arrays.stream(cells).filter(c -> !c.isBlank()).count();
  }

  private static List<RawRecord> records(String text, boolean cut, Dialect dialect) {
    List<RawRecord> records = new ArrayList<>();
    boolean strict = !cut;
    try (CsvRecords in = CsvRecords.of("the text", new StringReader(text), dialect, true)) {
      for (RawRecord r = in.next(); r != null && records.size() < RECORDS; r = in.next()) {
        records.add(r);
      }
    } catch (DataException e) {
      if (strict || records.size() < 2) {
        return null; // quotes do not fit
      }
      return records;
    }
    if (cut && records.size() > 1 && records.size() < RECORDS) {
      records.remove(records.size() - 1);
    }
    return records;
  }
}
