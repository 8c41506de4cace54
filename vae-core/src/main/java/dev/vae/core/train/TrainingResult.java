package dev.vae.core.train;

import java.util.List;

/**
 * The outcome of a training run.
 *
 * @param status why it ended
 * @param epochs all finished epochs, those before a resume included
 * @param bestEpoch the epoch whose weights the model has; the last one without early stopping
 * @param seconds how long this run took
 */
public record TrainingResult(Status status, List<EpochReport> epochs, int bestEpoch, double seconds)
    implements TrainingEvent {

  /** Why training ended. */
  public enum Status {
    /** All epochs are done. */
    COMPLETED,
    /** The validation bound had stopped rising. */
    STOPPED_EARLY,
    /** It was asked to stop. */
    CANCELLED
  }

  /** Copies the list. */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }

  /**
   * Returns the last finished epoch.
   *
   * @throws IllegalStateException if none was finished
   */
  public EpochReport last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("training was cancelled before an epoch was finished");
    }
    return epochs.get(epochs.size() - 1);
  }
}
