package dev.vae.draw;

import dev.vae.core.VaeException;
import org.jspecify.annotations.Nullable;

/** A picture cannot be drawn here, or not be written. */
public class DrawingException extends VaeException {
  private static final long serialVersionUID = 1;

  DrawingException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
