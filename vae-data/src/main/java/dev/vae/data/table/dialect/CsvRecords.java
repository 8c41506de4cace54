package dev.vae.data.table.dialect;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.vae.core.internal.text.FileProblems;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The records of a file of text. */
final class CsvRecords implements RawRecords {
  private static final char NO_QUOTE = '\u0001';
  private static final int LONGEST_CELL = 1 << 24;

  private final String name;
  private final CsvReader<RawRecord> reader;
  private final Iterator<RawRecord> records;

  private CsvRecords(String name, CsvReader<RawRecord> reader) {
    this.name = name;
    this.reader = reader;
    records = reader.iterator();
  }

  /**
   * Returns the records of a file, behind its preamble; the header, if there is one, comes first.
   */
  static CsvRecords open(Path file, Dialect dialect) {
    try {
      return of(file.toString(), TextInput.open(file, dialect), dialect, false);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  @SuppressWarnings("removal") // until there is another way to be lenient
  static CsvRecords of(String name, Reader text, Dialect dialect, boolean strict) {
    CsvReader<RawRecord> reader =
        CsvReader.builder()
            .fieldSeparator(dialect.delimiter())
            .quoteCharacter(dialect.quote() == 0 ? NO_QUOTE : dialect.quote())
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowExtraCharsAfterClosingQuote(!strict && !dialect.blanksAroundQuotes())
            .trimWhitespacesAroundQuotes(dialect.blanksAroundQuotes())
            .maxBufferSize(LONGEST_CELL)
            .build(new Handler(), text);
    return new CsvRecords(name, reader);
  }

  @Override
  public @Nullable RawRecord next() {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DataException(
          name + " cannot be read as a table: " + Messages.shown(cause.getMessage()), e);
    } catch (UncheckedIOException e) {
      boolean coding = e.getCause() instanceof CharacterCodingException;
      throw new DataException(
          "cannot read "
              + name
              + ": "
              + (coding
                  ? "its text is not in the encoding it begins in"
                  : FileProblems.reason(e.getCause())),
          e);
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new DataException("cannot read " + name + ": " + FileProblems.reason(e), e);
    }
  }

  /** Keeps of each cell whether it was quoted, to write it back alike. */
  private static final class Handler extends AbstractBaseCsvCallbackHandler<RawRecord> {
    private String[] cells = new String[16];
    private boolean[] quotes = new boolean[16];
    private boolean anyQuoted;
    private int count;

    @Override
    protected void handleBegin(long line) {
      count = 0;
      anyQuoted = false;
    }

    @Override
    protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
      if (count == cells.length) {
        cells = Arrays.copyOf(cells, 2 * count);
        quotes = Arrays.copyOf(quotes, 2 * count);
      }
      cells[count] = length == 0 ? "" : new String(buffer, offset, length);
      quotes[count++] = quoted;
      anyQuoted |= quoted;
    }

    @Override
    protected void handleEmpty() {
      count = 0;
    }

    @Override
    protected RawRecord buildRecord() {
      return new RawRecord(
          getStartingLineNumber(),
          Arrays.copyOf(cells, count),
          anyQuoted ? Arrays.copyOf(quotes, count) : null);
    }
  }
}
