package dev.vae.data.read.sparse;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.internal.file.FileKind;
import dev.vae.data.read.Gzip;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads sparse matrices as Matrix Market files, plain or gzip: a banner, comments, a line with the
 * number of rows, columns and entries, then a line for each entry with its row and column, counted
 * from 1, and its value (Boisvert, Pozo and Remington 1996). Entries of one place are added up.
 *
 * <p>Files beside it that are called as 10x Genomics calls them, {@code features.tsv} or {@code
 * genes.tsv} and {@code barcodes.tsv}, plain or gzip, say what its rows and columns are.
 */
public final class MatrixMarket {
  private static final String BANNER = "%%MatrixMarket";
  private static final String ADVICE = "; write it with scipy.io.mmwrite";

  /** The shortest line of an entry is "1 1" with its end. */
  private static final int SHORTEST_ENTRY = 4;

  private final Path file;
  private int[] rows = new int[1 << 10];
  private int[] columns = new int[1 << 10];
  private final EntryValues values = new EntryValues(1 << 10);

  private MatrixMarket(Path file) {
    this.file = file;
  }

  /** How the entries are to be read. */
  private record Form(boolean pattern, Symmetry symmetry) {}

  private enum Symmetry {
    GENERAL,
    SYMMETRIC,
    SKEW
  }

  /**
   * Returns the rows of a file.
   *
   * @param transposed whether the file's columns are the rows; empty to find out, by files beside
   *     it that name as many features as it has rows and as many barcodes as it has columns
   * @param labels a file of labels; null for none
   * @throws DataException if the file is missing, of another kind, cut short, or has an entry
   *     outside of its shape
   */
  public static RowSource open(Path file, Optional<Boolean> transposed, @Nullable Path labels) {
    FileChecks.requireFile("the Matrix Market file", file);
    try (TextNumbers in = new TextNumbers(file)) {
      return new MatrixMarket(file).read(in, transposed, labels);
    } catch (EOFException | ZipException e) {
      throw new DataException(
          file + " is not whole gzip-compressed data (" + e.getMessage() + "): fetch it again", e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }

  private RowSource read(TextNumbers in, Optional<Boolean> transposed, @Nullable Path labels)
      throws IOException {
    Form form = form(in);
    in.toNumbers('%');
    long height = in.whole("the number of rows", -1);
    long width = in.whole("the number of columns", -1);
    long stated = in.whole("the number of entries", -1);
    requireEnd(in);
    SparseShape shape = SparseShape.of(file.toString(), height, width);
    SparseShape turned = SparseShape.of(file.toString(), width, height);
    if (form.symmetry() != Symmetry.GENERAL && height != width) {
      throw new DataException(
          file + " is said to be symmetric, but its shape is " + height + " x " + width);
    }
    requirePossible(stated);
    try {
      entries(in, form, shape, stated);
      MatrixNames names = MatrixNames.beside(file, shape);
      boolean turn = transposed.orElse(names.cellsAreColumns());
      int count = values.count();
      int[] first = Arrays.copyOf(rows, count);
      int[] second = Arrays.copyOf(columns, count);
      SparseRowMatrix matrix =
          turn
              ? values.entries(turned.rows(), turned.width(), second, first)
              : values.entries(shape.rows(), shape.width(), first, second);
      return new SparseFiles(
              "mtx",
              file,
              labels,
              turn ? names.ofRows() : names.ofColumns(),
              names.files(),
              names.notes(turn, transposed.isPresent()))
          .source(matrix);
    } catch (OutOfMemoryError e) {
      throw shape.tooLarge(); // large arrays that do not fit: nothing else is lost
    }
  }

  private Form form(TextNumbers in) throws IOException {
    String line = in.peek() == '%' ? in.rest() : "";
    String[] words = line == null ? new String[0] : line.strip().split("\\s+");
    if (words.length == 0 || !words[0].equalsIgnoreCase(BANNER)) {
      throw new DataException(
          file
              + " does not begin with "
              + BANNER
              + ": it looks like "
              + FileKind.of(file)
              + ADVICE);
    }
    String[] lower =
        Arrays.stream(words).map(w -> w.toLowerCase(Locale.ROOT)).toArray(String[]::new);
    if (lower.length != 5 || !lower[1].equals("matrix") || !lower[2].equals("coordinate")) {
      throw new DataException(
          file
              + " holds no list of entries ('matrix coordinate ...') but '"
              + FileKind.shown(String.join(" ", Arrays.copyOfRange(words, 1, words.length)))
              + "'; a whole array is better saved with np.save");
    }
    boolean pattern =
        switch (lower[3]) {
          case "real", "integer", "double", "unsigned-integer" -> false;
          case "pattern" -> true;
          default -> throw unknown("values", words[3], "real, integer and pattern");
        };
    Symmetry symmetry =
        switch (lower[4]) {
          case "general" -> Symmetry.GENERAL;
          case "symmetric" -> Symmetry.SYMMETRIC;
          case "skew-symmetric" -> Symmetry.SKEW;
          default -> throw unknown("symmetry", words[4], "general, symmetric and skew-symmetric");
        };
    return new Form(pattern, symmetry);
  }

  private DataException unknown(String what, String word, String known) {
    return new DataException(
        file + ": " + what + " '" + FileKind.shown(word) + "' are not known, but " + known);
  }

  private void requirePossible(long stated) throws IOException {
    long size = Files.size(file);
    String what = file + "";
    if (stated > Integer.MAX_VALUE - 8) {
      throw new DataException(
          file + " states " + stated + " entries, more than an array holds; take part of the rows");
    }
    if (Gzip.is(file)) {
      Gzip.requirePossible(what, size, stated * SHORTEST_ENTRY);
    } else if (stated * SHORTEST_ENTRY > size) {
      throw new DataException(
          file
              + " states "
              + Messages.count(stated, "entry")
              + ", which its "
              + size
              + " bytes cannot hold; it is cut short or damaged");
    }
  }

  private static void requireEnd(TextNumbers in) throws IOException {
    if (!in.lineEnds()) {
      throw in.wrong("has more words than belong there");
    }
  }

  private void entries(TextNumbers in, Form form, SparseShape shape, long stated)
      throws IOException {
    for (long i = 0; i < stated; i++) {
      if (!in.toNumbers('%')) {
        throw new DataException(
            file
                + " is cut short: "
                + stated
                + " entries are stated, but it ends after "
                + i
                + "; fetch or write it again");
      }
      int row = place(in, "a row", shape.rows());
      int column = place(in, "a column", shape.width());
      double value = form.pattern() ? 1 : in.number("a value", -1);
      requireEnd(in);
      add(row, column, value);
      if (form.symmetry() != Symmetry.GENERAL && row != column) {
        add(column, row, form.symmetry() == Symmetry.SKEW ? -value : value);
      }
    }
    if (in.toNumbers('%')) {
      throw in.wrong("comes after the " + stated + " entries that are stated");
    }
  }

  private static int place(TextNumbers in, String what, int most) throws IOException {
    long place = in.whole(what, -1);
    if (place < 1 || place > most) {
      throw in.wrong("has " + what + " " + place + "; they are counted from 1 to " + most);
    }
    return (int) place - 1;
  }

  private void add(int row, int column, double value) {
    int count = values.count();
    if (count == rows.length) {
      if (count == Integer.MAX_VALUE - 8) {
        throw new DataException(file + " has more entries than an array holds");
      }
      rows = Arrays.copyOf(rows, EntryValues.longer(count));
      columns = Arrays.copyOf(columns, rows.length);
    }
    rows[count] = row;
    columns[count] = column;
    values.add(value);
  }
}
