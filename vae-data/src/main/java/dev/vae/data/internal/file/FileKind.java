package dev.vae.data.internal.file;

import dev.vae.core.internal.text.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Guesses what a file is from its first bytes, to say so when it is not what was expected. */
public final class FileKind {
  private static final int LOOK = 512;

  /** What a file that was packed looks like. */
  public static final String GZIP = "gzip-compressed data";

  private static final String TEXT = "plain text";
  private static final String OTHER_TEXT = "text that is not plain ASCII, or binary data";

  /** First bytes as Latin-1, and what they tell. */
  private static final Map<String, String> BEGINNINGS =
      Map.ofEntries(
          Map.entry("\u001f\u008b", GZIP),
          Map.entry("PK\u0003\u0004", "a zip archive, as npz files are"),
          Map.entry("\u0093NUMPY", "an NPY array"),
          Map.entry("\u0089PNG", "a PNG image"),
          Map.entry("\u00ff\u00d8\u00ff", "a JPEG image"),
          Map.entry("GIF8", "a GIF image"),
          Map.entry("BM", "a BMP image"),
          Map.entry("%PDF", "a PDF document"),
          Map.entry("\u0089HDF", "an HDF5 file"),
          Map.entry("MATLAB 5.0", "a MATLAB file"),
          Map.entry("\u0080\u0002", "a Python pickle"),
          Map.entry("\u0080\u0003", "a Python pickle"),
          Map.entry("\u0080\u0004", "a Python pickle"),
          Map.entry("\u0000\u0000\b", "an IDX file of bytes"),
          Map.entry("version https://git-lfs", "a Git LFS pointer, not the data itself"));

  private FileKind() {}

  /** Returns what the file looks like, to complete "it looks like ...". */
  public static String of(Path file) {
    if (!Files.isRegularFile(file)) {
      return "no regular file";
    }
    try (InputStream in = Files.newInputStream(file)) {
      return of(in.readNBytes(LOOK));
    } catch (IOException e) {
      return "a file that cannot be read";
    }
  }

  /** Returns what the file looks like, unless it may be a table of text. */
  public static Optional<String> otherThanTable(Path file) {
    String kind = of(file);
    return kind.equals(TEXT) || kind.equals(OTHER_TEXT) ? Optional.empty() : Optional.of(kind);
  }

  /** Returns a piece of a file as it may stand in a message: short, and on one line. */
  public static String shown(String text) {
    return Messages.shown(text.strip());
  }

  /** Returns what a file with these first bytes looks like. */
  public static String of(byte[] start) {
    if (start.length == 0) {
      return "an empty file";
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> entry : BEGINNINGS.entrySet()) {
      if (text.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      return OTHER_TEXT; // the byte order mark of UTF-16, in which every second byte may be 0
    }
    String low = text.strip().toLowerCase(Locale.ROOT);
    if (low.startsWith("<!doctype html") || low.startsWith("<html")) {
      return "a web page (HTML), perhaps saved in place of a download";
    }
    if (text.indexOf(0) >= 0) {
      return "a binary file of another kind";
    }
    return text.chars().allMatch(c -> c < 127) ? TEXT : OTHER_TEXT;
  }
}
