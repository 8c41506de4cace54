package dev.vae.data.rows;

import dev.vae.core.VaeException;
import dev.vae.core.internal.text.FileProblems;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Data that cannot be used. The message names the file and the place in it, says what was expected
 * and what to do.
 */
public final class DataException extends VaeException {
  private static final long serialVersionUID = 1L;

  /** Data that cannot be used, for a reason. */
  public DataException(@Nullable String message) {
    super(message);
  }

  /** Data that cannot be used, for a reason that something else reported. */
  public DataException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Returns what to throw where a file could not be read; the message says why in words. */
  public static DataException reading(Path file, IOException problem) {
    return new DataException(
        "cannot read " + file + ": " + FileProblems.reason(file, problem), problem);
  }

  /** Returns the same where one could not be written. */
  public static DataException writing(Path file, IOException problem) {
    return new DataException(
        "cannot write " + file + ": " + FileProblems.reason(file, problem), problem);
  }
}
