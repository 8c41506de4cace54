package dev.vae.core;

import org.jspecify.annotations.Nullable;

/**
 * Something in the outside world, such as a file, data or a plugin, is not as it should be. The
 * message may be shown to whoever uses the program.
 */
public abstract class VaeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with its full message. */
  protected VaeException(@Nullable String message) {
    super(message);
  }

  /** The same for a reason that something else reported. */
  protected VaeException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
