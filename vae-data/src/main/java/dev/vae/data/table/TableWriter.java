package dev.vae.data.table;

import dev.vae.data.internal.file.WholeFile;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows in a dialect. Cells of a record come out byte for byte as they came in; cells that
 * are given anew are quoted where that is needed. The file is there once it is closed after {@link
 * #finish}, and not at all if writing fails. A name that ends in {@code .gz} is compressed.
 */
public final class TableWriter implements AutoCloseable {
  private final Path path;
  private final Dialect dialect;
  private final WholeFile file;
  private final Writer out;
  private boolean begun;
  private String pending = "";

  /** Begins a file in a dialect; its byte order mark and the lines before the table are written. */
  public TableWriter(Path path, Dialect dialect) {
    this.path = path;
    this.dialect = dialect;
    file = new WholeFile(path);
    try {
      boolean packed = path.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
      OutputStream bytes = packed ? new GZIPOutputStream(file.out(), 1 << 16) : file.out();
      out =
          new BufferedWriter(
              new OutputStreamWriter(
                  bytes,
                  dialect.encoding().newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT)),
              1 << 16);
      if (dialect.byteOrderMark()) {
        out.write('\ufeff');
      }
      for (String line : dialect.preamble()) {
        out.write(line);
        out.write(dialect.lineEnd());
      }
    } catch (IOException e) {
      file.close();
      throw file.failed(e);
    }
  }

  /**
   * Writes a table with some cells anew.
   *
   * @param replaced for a row and a column of the schema, the new text; null leaves the cell as it
   *     is
   */
  public static void write(
      Path path, Table table, BiFunction<Integer, Integer, @Nullable String> replaced) {
    try (TableWriter writer = new TableWriter(path, table.source().dialect())) {
      writer.header(table.source());
      int width = table.schema().columns().size();
      @Nullable String[] cells = new @Nullable String[width];
      for (int row = 0; row < table.rowCount(); row++) {
        for (int column = 0; column < width; column++) {
          cells[column] = replaced.apply(row, column);
        }
        writer.write(table.row(row), cells);
      }
      writer.finish();
    }
  }

  /** Writes the titles of a source, if it has any, as they stand there. */
  public void header(TableSource source) {
    if (source.dialect().header()) {
      if (source instanceof CsvSource csv) {
        write(csv.first());
      } else {
        write(source.titles());
      }
    }
  }

  /** Writes the titles of a schema's columns, if its table had any. */
  public void header(TableSchema schema) {
    if (dialect.header()) {
      write(schema.columns().stream().map(c -> c.title()).toList());
    }
  }

  /** Writes cells that are quoted where that is needed. */
  public void write(List<String> cells) {
    write(new RawRecord(0, cells.toArray(String[]::new), null));
  }

  /** Writes a record as it was read. */
  public void write(RawRecord record) {
    write(record, new @Nullable String[record.cells().length]);
  }

  /**
   * Writes a row with some cells anew; a column that the row lacks is left out.
   *
   * @param replaced the new text by columns of the schema; null leaves the cell
   */
  public void write(TableRow row, @Nullable String[] replaced) {
    int width = row.record().cells().length;
    for (int column = 0; column < replaced.length; column++) {
      if (replaced[column] != null) {
        width = Math.max(width, row.places()[column] + 1); // a short line grows by what is filled
      }
    }
    @Nullable String[] anew = new @Nullable String[width];
    for (int column = 0; column < replaced.length; column++) {
      if (replaced[column] != null && row.places()[column] >= 0) {
        anew[row.places()[column]] = replaced[column];
      }
    }
    write(row.record(), anew);
  }

  private void write(RawRecord record, @Nullable String[] anew) {
    try {
      out.write(pending);
      for (int i = 0; i < anew.length; i++) {
        if (i > 0) {
          out.write(dialect.delimiter());
        }
        boolean there = i < record.cells().length;
        String text = anew[i] != null ? anew[i] : there ? record.cells()[i] : "";
        cell(text, there && record.quoted(i), anew.length == 1);
      }
      pending = dialect.lineEnd();
      begun = true;
    } catch (CharacterCodingException e) {
      throw new DataException(
          "cannot write "
              + path
              + ": a cell holds a character that "
              + dialect.encoding()
              + " does not have",
          e);
    } catch (IOException e) {
      throw file.failed(e);
    }
  }

  private void cell(String text, boolean quoted, boolean alone) throws IOException {
    char quote = dialect.quote();
    boolean needed =
        quoted || quote != 0 && (needsQuotes(text) || alone && text.isEmpty() && !begun);
    if (!needed) {
      out.write(text);
      return;
    }
    out.write(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        out.write(quote);
      }
      out.write(c);
    }
    out.write(quote);
  }

  private boolean needsQuotes(String text) {
    if (text.isEmpty()) {
      return false;
    }
    char quote = dialect.quote();
    if (text.charAt(0) == quote) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == dialect.delimiter() || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  /** Ends the file; without it, closing leaves nothing. */
  public void finish() {
    try {
      if (dialect.endsWithLine()) {
        out.write(pending);
      }
      out.flush();
      if (path.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
        out.close();
      }
    } catch (IOException e) {
      throw file.failed(e);
    }
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}
