package dev.vae.draw;

import dev.vae.core.VaeException;

/** A picture cannot be drawn here, or not be written. */
public class DrawingException extends VaeException {
  private static final long serialVersionUID = 1;

  DrawingException(String message, Throwable cause) {
    super(message, cause);
  }
}
