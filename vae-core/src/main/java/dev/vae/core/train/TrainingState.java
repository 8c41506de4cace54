package dev.vae.core.train;

import dev.vae.core.internal.io.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** The same of what the objective reports. */
  final Map<String, Double> reported = new LinkedHashMap<>();

  double seconds;

  /** The finished epochs. */
  final List<EpochReport> epochs = new ArrayList<>();

  /** As many of them as were written, as JSON: a checkpoint of many writes the last alone anew. */
  final List<Json.Written> written = new ArrayList<>();

  double bestBound = Double.NEGATIVE_INFINITY;
  int bestEpoch;

  int epochsDone() {
    return epochs.size();
  }

  void add(
      long count, double meanReconstruction, double meanKl, Map<String, Double> meansReported) {
    steps++;
    batches++;
    rows += count;
    reconstruction += count * meanReconstruction;
    kl += count * meanKl;
    meansReported.forEach((name, mean) -> reported.merge(name, count * mean, Double::sum));
  }

  Metrics metrics(int width) {
    double r = reconstruction / rows;
    double k = kl / rows;
    double bits = (k - r) / (width * StrictMath.log(2));
    Map<String, Double> means = new LinkedHashMap<>();
    reported.forEach((name, sum) -> means.put(name, sum / rows));
    return new Metrics(r - k, r, k, bits, rows, seconds, means);
  }

  /** Ends the running epoch. */
  void finish(EpochReport report) {
    epochs.add(report);
    batches = 0;
    rows = 0;
    reconstruction = 0;
    kl = 0;
    reported.clear();
    seconds = 0;
  }
}
