package dev.vae.data.table.dialect;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * How a table is written as text.
 *
 * @param delimiter what stands between cells
 * @param quote what cells with delimiters or line breaks are enclosed in; 0 for none
 * @param encoding how characters are bytes
 * @param byteOrderMark whether the file begins with one
 * @param gzip whether it is compressed
 * @param header whether the first record names the columns
 * @param preamble lines before the table, such as Excel's {@code sep=;} or a title
 * @param blanksAroundQuotes whether blanks stand between delimiters and quotes
 * @param lineEnd what ends a line
 * @param endsWithLine whether the last line has an end
 */
public record Dialect(
    char delimiter,
    char quote,
    Charset encoding,
    boolean byteOrderMark,
    boolean gzip,
    boolean header,
    List<String> preamble,
    boolean blanksAroundQuotes,
    String lineEnd,
    boolean endsWithLine) {

  public Dialect {
    preamble = List.copyOf(preamble);
  }

  /** Commas, double quotes, UTF-8, a header. */
  public static Dialect csv() {
    return new Dialect(
        ',', '"', StandardCharsets.UTF_8, false, false, true, List.of(), false, "\n", true);
  }

  /**
   * Finds how a file is written.
   *
   * @throws dev.vae.data.rows.DataException if it cannot be read, or is no table of text
   */
  public static Dialect of(Path file) {
    return DialectFinder.find(file, List.of());
  }

  /**
   * Returns the same for a file of which columns are known: a first record that holds their names
   * is a header, however few rows follow.
   */
  public static Dialect of(Path file, List<String> names) {
    return DialectFinder.find(file, names);
  }

  /** Returns this with another mark between cells. */
  public Dialect withDelimiter(char other) {
    return with(other, quote, encoding, header);
  }

  /** Returns this with a first record that names the columns, or without. */
  public Dialect withHeader(boolean other) {
    return with(delimiter, quote, encoding, other);
  }

  /** Returns this in another encoding. */
  public Dialect withEncoding(Charset other) {
    return with(delimiter, quote, other, header);
  }

  /** Returns this with another mark around cells; 0 for none. */
  public Dialect withQuote(char other) {
    return with(delimiter, other, encoding, header);
  }

  private Dialect with(char mark, char around, Charset characters, boolean named) {
    return new Dialect(
        mark,
        around,
        characters,
        byteOrderMark,
        gzip,
        named,
        preamble,
        blanksAroundQuotes,
        lineEnd,
        endsWithLine);
  }

  /** Returns the dialect in words. */
  public String describe() {
    String name =
        switch (delimiter) {
          case ',' -> "comma";
          case ';' -> "semicolon";
          case '\t' -> "tab";
          case '|' -> "pipe";
          default -> "'" + delimiter + "'";
        };
    return name
        + ", "
        + encoding.name()
        + (byteOrderMark ? " with byte order mark" : "")
        + (header ? ", with a header" : ", without a header")
        + (gzip ? ", gzip" : "")
        + (preamble.isEmpty() ? "" : ", after " + preamble.size() + " other line(s)");
  }
}
