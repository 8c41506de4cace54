package dev.vae.core.train;

import java.util.ArrayList;
import java.util.List;

/** Where training stands, besides its arrays: what a checkpoint must hold to go on exactly. */
final class TrainingState {
  /** Steps done, over all epochs. */
  long steps;

  /** Batches of the running epoch that are done, and their rows. */
  long batches;

  long rows;

  /** Sums over the rows of the running epoch. */
  double reconstruction;

  double kl;
  double seconds;

  /** The finished epochs. */
  final List<EpochReport> epochs = new ArrayList<>();

  double bestBound = Double.NEGATIVE_INFINITY;
  int bestEpoch;

  int epochsDone() {
    return epochs.size();
  }

  void add(long count, double meanReconstruction, double meanKl) {
    steps++;
    batches++;
    rows += count;
    reconstruction += count * meanReconstruction;
    kl += count * meanKl;
  }

  Metrics metrics(int width) {
    double r = reconstruction / rows;
    double k = kl / rows;
    return new Metrics(r - k, r, k, (k - r) / (width * StrictMath.log(2)), rows, seconds);
  }

  /** Ends the running epoch. */
  void finish(EpochReport report) {
    epochs.add(report);
    batches = 0;
    rows = 0;
    reconstruction = 0;
    kl = 0;
    seconds = 0;
  }
}
