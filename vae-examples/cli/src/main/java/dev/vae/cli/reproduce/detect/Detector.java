package dev.vae.cli.reproduce.detect;

/** Ranks rows by how odd they are. */
public interface Detector {

  /** Returns what it is called. */
  String name();

  /**
   * Returns a score for each test row: the larger, the odder.
   *
   * @param train rows to learn from, {@code [rows][D]}, each column with mean 0 and deviation 1
   * @param test scaled likewise
   */
  double[] scores(double[][] train, double[][] test, long seed);
}
