package dev.vae.data.rows;

import dev.vae.core.VaeException;
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
}
