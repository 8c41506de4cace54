package dev.vae.core.train;

/** Training cannot go on; the model keeps the last good state. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception with its full message. */
  public TrainingException(String message) {
    super(message);
  }
}
