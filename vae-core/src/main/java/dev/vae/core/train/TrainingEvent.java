package dev.vae.core.train;

/** What a listener is told. */
public sealed interface TrainingEvent {

  /**
   * Training begins.
   *
   * @param rows rows in an epoch
   * @param epochs how many epochs there will be
   * @param epochsDone how many were done before, when resumed
   * @param kernels the kernels in words
   * @param threads how many threads
   * @param memory bytes a step needs besides rows and weights
   */
  record Started(long rows, int epochs, int epochsDone, String kernels, int threads, long memory)
      implements TrainingEvent {}

  /** Something worth saying that stops nothing. */
  record Notice(String text) implements TrainingEvent {}

  /**
   * Some steps were done; told a few times a second.
   *
   * @param epoch the running epoch, from 1
   * @param rowsDone rows of this epoch that are done
   * @param rows rows in an epoch
   * @param soFar means over this epoch so far
   */
  record Progress(int epoch, long rowsDone, long rows, Metrics soFar) implements TrainingEvent {}

  /** An epoch ended. */
  record EpochEnded(EpochReport report) implements TrainingEvent {}

  /** Training ended. */
  record Ended(TrainingResult result) implements TrainingEvent {}
}
