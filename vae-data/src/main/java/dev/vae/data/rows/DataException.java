package dev.vae.data.rows;

import dev.vae.core.VaeException;

/**
 * Data that cannot be used. The message names the file and the place in it, says what was expected
 * and what to do.
 */
public final class DataException extends VaeException {
  private static final long serialVersionUID = 1L;

  /** Data that cannot be used, for a reason. */
  public DataException(String message) {
    super(message);
  }

  /** Data that cannot be used, for a reason that something else reported. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
