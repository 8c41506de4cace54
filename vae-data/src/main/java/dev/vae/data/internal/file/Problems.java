package dev.vae.data.internal.file;

import dev.vae.data.DataException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Puts what the system reports into words. */
public final class Problems {
  private Problems() {}

  /** What went wrong, without class names where the system's words suffice. */
  public static String words(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof UnknownHostException) {
      return "the host " + e.getMessage() + " is not known here; is there a network?";
    }
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /**
   * Checks that there is a readable file.
   *
   * @param what what the file is for, to begin the message with
   */
  public static void requireFile(String what, Path file) {
    if (!Files.exists(file)) {
      throw new DataException(what + " " + file + " does not exist; check the path");
    }
    if (Files.isDirectory(file)) {
      throw new DataException(
          what + " " + file + " is a folder, not a file; for a folder of images say images:DIR");
    }
    if (!Files.isReadable(file)) {
      throw new DataException(what + " " + file + " cannot be read: permission denied");
    }
  }
}
