package dev.vae.core;

/** Training cannot go on; the model has the last good weights. */
public final class TrainingException extends VaeException {
  private static final long serialVersionUID = 1L;

  private final long steps;

  /** An exception with its full message, where nothing good came of training. */
  public TrainingException(String message) {
    this(message, 0);
  }

  /**
   * The same where there is something good.
   *
   * @param steps see {@link #steps}
   */
  public TrainingException(String message, long steps) {
    super(message);
    this.steps = steps;
  }

  /**
   * Returns how many steps the weights have seen that the model has now; 0 if this run has none
   * that are good, so that they are those with which it began.
   */
  public long steps() {
    return steps;
  }
}
