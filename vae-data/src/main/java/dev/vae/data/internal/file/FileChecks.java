package dev.vae.data.internal.file;

import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks files before they are read. */
public final class FileChecks {
  private static final String IRREGULAR =
      "is not a regular file but a pipe, device or socket; write what it gives to a file first";

  private FileChecks() {}

  /**
   * Checks that there is a readable file of bytes: what is no regular file may never end, or wait
   * for a writer that never comes.
   *
   * @param what what the file is for, to begin the message with
   * @throws DataException if there is none, or it is a folder, pipe, device or socket
   */
  public static void requireFile(String what, Path file) {
    if (!Files.exists(file)) {
      throw new DataException(what + " " + file + " " + missing(file));
    }
    if (Files.isDirectory(file)) {
      throw new DataException(
          what + " " + file + " is a folder, not a file; for a folder of images say images:DIR");
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException(what + " " + file + " " + IRREGULAR);
    }
    if (!Files.isReadable(file)) {
      throw new DataException(what + " " + file + " cannot be read: permission denied");
    }
  }

  /** Why a file cannot be found: a link may lead nowhere. */
  private static String missing(Path file) {
    if (!Files.isSymbolicLink(file)) {
      return "does not exist; check the path";
    }
    try {
      return "is a link to " + Files.readSymbolicLink(file) + ", which does not exist";
    } catch (IOException e) {
      return "is a link that leads nowhere";
    }
  }

  /** Checks that a file that is about to be read is a regular one. */
  public static void requireRegular(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(Files.isDirectory(file) ? "it is a folder" : "it " + IRREGULAR);
    }
  }
}
