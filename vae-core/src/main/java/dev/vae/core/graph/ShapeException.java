package dev.vae.core.graph;

/**
 * An operation was called with operands whose shapes it cannot take; the message names shapes,
 * operation and scope.
 */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** An exception with its full message. */
  public ShapeException(String message) {
    super(message);
  }
}
