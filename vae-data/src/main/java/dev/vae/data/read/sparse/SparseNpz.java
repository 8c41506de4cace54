package dev.vae.data.read.sparse;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.rows.SparseRowMatrix;
import dev.vae.data.internal.file.FileKind;
import dev.vae.data.read.Npz;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads sparse matrices as {@code scipy.sparse.save_npz} writes them: compressed rows ({@code
 * csr}), compressed columns ({@code csc}) or a list of entries ({@code coo}). Entries of one place
 * are added up, as scipy does.
 */
public final class SparseNpz {
  private static final Set<String> KEYS = Set.of("format", "shape", "data");
  private static final int LONGEST_FORMAT = 1 << 12;

  private SparseNpz() {}

  /** Whether an archive holds one. */
  public static boolean is(Path file) {
    return Npz.keys(file).containsAll(KEYS);
  }

  /**
   * Returns the rows of the matrix.
   *
   * @param labels a file of labels: a list of class numbers as NPY, or a text with one on each
   *     line; null for none
   * @throws DataException if the file is missing, holds no such matrix, or one with an entry
   *     outside of its shape
   */
  public static RowSource open(Path file, @Nullable Path labels) {
    List<String> keys = Npz.keys(file);
    if (!keys.containsAll(KEYS)) {
      throw new DataException(
          file
              + " holds no sparse matrix but the arrays "
              + Messages.list(keys)
              + "; labels of these are named by their key: npz:FILE#KEY,LABELKEY");
    }
    return Npz.with(file, zip -> open(file, zip, labels));
  }

  private static RowSource open(Path file, ZipFile zip, @Nullable Path labels) throws IOException {
    SparseShape shape = shape(file, zip);
    try {
      SparseRowMatrix matrix = matrix(file, zip, shape);
      return new SparseFiles("npz", file, labels, List.of(), List.of(), List.of()).source(matrix);
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw shape.tooLarge(); // large arrays that do not fit: nothing else is lost
    }
  }

  private static SparseRowMatrix matrix(Path file, ZipFile zip, SparseShape shape)
      throws IOException {
    String format = format(file, zip);
    return switch (format) {
      case "csr" -> {
        NpyList indices = list(file, zip, "indices");
        int[] offsets = offsets(file, zip, shape.rows(), indices.length(), "row");
        int[] columns = first(indices.places(shape.width() - 1, "columns"), offsets);
        yield values(file, zip, indices).rows(shape.width(), offsets, columns);
      }
      case "csc" -> {
        NpyList indices = list(file, zip, "indices");
        int[] offsets = offsets(file, zip, shape.width(), indices.length(), "column");
        int[] rows = first(indices.places(shape.rows() - 1, "rows"), offsets);
        int[] columns = new int[rows.length];
        for (int c = 0; c < shape.width(); c++) {
          Arrays.fill(columns, offsets[c], offsets[c + 1], c);
        }
        yield values(file, zip, indices).entries(shape.rows(), shape.width(), rows, columns);
      }
      case "coo" -> {
        NpyList rowOf = list(file, zip, "row");
        int[] rows = rowOf.places(shape.rows() - 1, "rows");
        int[] columns = list(file, zip, "col").places(shape.width() - 1, "columns");
        yield values(file, zip, rowOf).entries(shape.rows(), shape.width(), rows, columns);
      }
      default ->
          throw new DataException(
              file
                  + " holds a sparse matrix of the format '"
                  + FileKind.shown(format)
                  + "'; csr, csc and coo are known: save it with scipy.sparse.save_npz(f,"
                  + " a.tocsr())");
    };
  }

  /** The name of the form: bytes, or letters of four bytes each in files of old. */
  private static String format(Path file, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry("format.npy");
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes(LONGEST_FORMAT);
      int header =
          bytes.length < 10 ? bytes.length : 10 + (bytes[8] & 0xff | (bytes[9] & 0xff) << 8);
      return new String(
              bytes,
              Math.min(header, bytes.length),
              Math.max(0, bytes.length - header),
              StandardCharsets.ISO_8859_1)
          .replace("\0", "");
    }
  }

  private static SparseShape shape(Path file, ZipFile zip) throws IOException {
    NpyList list = NpyList.of(file, zip, "shape").axes(1);
    if (list.length() != 2) {
      throw new DataException(
          list.name()
              + " has "
              + Messages.count(list.length(), "number")
              + "; rows of numbers have 2, how many rows and how many columns");
    }
    double[] dims = new double[2];
    list.read((number, value) -> dims[number] = value);
    return SparseShape.of(file.toString(), dims[0], dims[1]);
  }

  private static NpyList list(Path file, ZipFile zip, String key) throws IOException {
    return NpyList.of(file, zip, key).axes(1);
  }

  /** Where the entries of each row or column begin; ascending from 0. */
  private static int[] offsets(Path file, ZipFile zip, int count, int entries, String of)
      throws IOException {
    NpyList list = list(file, zip, "indptr");
    if (list.length() != count + 1) {
      throw new DataException(
          list.name()
              + " has "
              + Messages.count(list.length(), "number")
              + ", but "
              + (count + 1)
              + " belong to "
              + Messages.count(count, of));
    }
    int[] offsets = list.places(entries, "offsets of entries");
    for (int i = 0; i < count; i++) {
      if (i == 0 && offsets[0] != 0 || offsets[i + 1] < offsets[i]) {
        throw new DataException(
            list.name()
                + ": "
                + of
                + " "
                + i
                + " (counted from 0) goes from entry "
                + offsets[i]
                + " to "
                + offsets[i + 1]
                + "; offsets ascend from 0: write it again with scipy.sparse.save_npz");
      }
    }
    return offsets;
  }

  /** As many as the offsets speak of; scipy leaves room behind them at times. */
  private static int[] first(int[] places, int[] offsets) {
    int count = offsets[offsets.length - 1];
    return count == places.length ? places : Arrays.copyOf(places, count);
  }

  private static EntryValues values(Path file, ZipFile zip, NpyList places) throws IOException {
    NpyList data = list(file, zip, "data");
    if (data.length() != places.length()) {
      throw new DataException(
          data.name()
              + " has "
              + Messages.count(data.length(), "value")
              + ", but "
              + places.name()
              + " has "
              + places.length()
              + "; write it again with scipy.sparse.save_npz");
    }
    EntryValues values = new EntryValues(data.length());
    data.read((number, value) -> values.add(value));
    return values;
  }
}
