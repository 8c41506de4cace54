package dev.vae.core.internal.io;

import dev.vae.core.internal.text.FileProblems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Opens files that end: a pipe may wait for a writer that never comes, and a device may never end.
 */
public final class RegularFiles {
  /** The longest text of a model or spec, in bytes. */
  private static final int LONGEST = 1 << 24;

  private RegularFiles() {}

  /**
   * Checks that there is a regular file.
   *
   * @throws IOException if there is none, or a folder, pipe, device or socket; {@link
   *     FileProblems#reason} has the words
   */
  public static void require(Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      return;
    }
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      throw problem(
          file, "it is a link to " + Files.readSymbolicLink(file) + ", which does not exist");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    throw problem(
        file,
        Files.isDirectory(file)
            ? "it is a folder, not a file"
            : "it is not a regular file but a pipe, device or socket; write what it gives to a file"
                + " first");
  }

  /** Opens a file for reading; see {@link #require}. */
  public static FileChannel open(Path file) throws IOException {
    require(file);
    return FileChannel.open(file);
  }

  /**
   * Reads a text of at most 16 MiB in UTF-8.
   *
   * @param what what the text should be, such as {@code a model's description}
   * @throws IllegalArgumentException if it is longer, or no UTF-8
   * @throws UncheckedIOException if it cannot be read; the messages name the file
   */
  public static String text(Path file, String what) {
    byte[] bytes;
    try {
      require(file);
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(LONGEST + 1); // a file may grow, or tell no size
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read " + file + ": " + FileProblems.reason(file, e), e);
    }
    if (bytes.length > LONGEST) {
      throw new IllegalArgumentException(file + " is too large to be " + what);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new IllegalArgumentException(file + " is not text in UTF-8, so not " + what, e);
    }
  }

  private static IOException problem(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}
