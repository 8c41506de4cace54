package dev.vae.core;

/**
 * The files of a model, sampler or checkpoint cannot be used: they are missing, damaged, of
 * something else, cannot be read or written, or others write into their folder. The message names
 * file and place.
 */
public final class ModelFileException extends VaeException {
  private static final long serialVersionUID = 1L;

  /** Files that cannot be used, for a reason. */
  public ModelFileException(String message) {
    super(message);
  }

  /** Files that cannot be used, for a reason that something else reported. */
  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
