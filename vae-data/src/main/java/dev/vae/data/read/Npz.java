package dev.vae.data.read;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.internal.file.FileKind;
import dev.vae.data.internal.rows.ClassLabels;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads NPZ files: zip archives of {@link Npy} arrays by name, stored or compressed. */
public final class Npz {
  private static final String ENDING = ".npy";

  /** The longest array. */
  private static final int MOST_LABELS = Integer.MAX_VALUE - 8;

  private Npz() {}

  /** Returns the names of the arrays. */
  public static List<String> keys(Path file) {
    return with(file, Npz::keys);
  }

  /**
   * Returns the rows of one array.
   *
   * @param key the array's name; null for the only array, or the one named X or x
   * @param labelKey the name of a list of labels, one a row; null for none
   * @throws DataException if there is no such array, or as {@link Npy#open} says
   */
  public static RowSource open(Path file, String key, String labelKey) {
    return with(
        file,
        zip -> {
          String chosen = key == null ? onlyKey(file, keys(zip)) : key;
          NpyArray array = array(file, zip, chosen);
          Labels labels = labelKey == null ? null : labels(file, zip, labelKey);
          RowSource rows =
              new ArrayFileSource("npz", List.of(file), labels)
                  .source(array.shape(), array.bytes());
          return rows;
        });
  }

  private static String onlyKey(Path file, List<String> keys) {
    if (keys.size() == 1) {
      return keys.get(0);
    }
    return keys.stream()
        .filter(k -> k.equalsIgnoreCase("x"))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    file
                        + " holds the arrays "
                        + Messages.list(keys)
                        + "; say which: npz:"
                        + file
                        + "#"
                        + keys.get(0)));
  }

  private static NpyArray array(Path file, ZipFile zip, String key) throws IOException {
    ZipEntry entry = zip.getEntry(key.endsWith(ENDING) ? key : key + ENDING);
    if (entry == null) {
      throw new DataException(
          file + " has no array '" + key + "'; " + Messages.suggest(key, keys(zip)));
    }
    String name = file + "#" + key;
    try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
      NpyHeader header = NpyHeader.read(name, in);
      Gzip.requirePossible(name, entry.getCompressedSize(), entry.getSize());
      return NpyArray.read(name, header, in, entry.getSize() - header.length());
    }
  }

  private static Labels labels(Path file, ZipFile zip, String key) throws IOException {
    NpyArray list = array(file, zip, key);
    if (list.shape().width() != 1) {
      throw new DataException(
          file
              + "#"
              + key
              + " has "
              + Messages.count(list.shape().width(), "value")
              + " a row; labels have one");
    }
    if (list.shape().rows() > MOST_LABELS) {
      throw new DataException(
          file + "#" + key + " has " + list.shape().rows() + " labels, more than can be kept");
    }
    double[] value = new double[1];
    return ClassLabels.of(
        file + "#" + key,
        (int) list.shape().rows(),
        row -> {
          list.shape().type().read(list.bytes().block(row), list.bytes().position(row), value, 1);
          return value[0];
        });
  }

  private static List<String> keys(ZipFile zip) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(n -> n.endsWith(ENDING))
        .map(n -> n.substring(0, n.length() - ENDING.length()))
        .toList();
  }

  /**
   * Does something with an open archive.
   *
   * @param <T> what it gives
   */
  public interface Use<T> {
    T of(ZipFile zip) throws IOException;
  }

  /** Opens an archive of arrays, and closes it again. */
  public static <T> T with(Path file, Use<T> use) {
    FileChecks.requireFile("the NPZ file", file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (keys(zip).isEmpty()) {
        throw new DataException(file + " is a zip archive without arrays; write it with np.savez");
      }
      return use.of(zip);
    } catch (ZipException e) {
      throw new DataException(
          file
              + " is not a whole NPZ file ("
              + e.getMessage()
              + "): it looks like "
              + FileKind.of(file)
              + "; write it with np.savez, or fetch it again",
          e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
  }
}
