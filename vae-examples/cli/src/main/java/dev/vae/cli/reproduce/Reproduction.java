package dev.vae.cli.reproduce;

import java.util.List;

/** A published table that can be run again. */
public interface Reproduction {

  /** Returns all there are. */
  static List<Reproduction> all() {
    return List.of(
        new Ppca(),
        new IwaeMnist(),
        new VampMnist(),
        new BetaTcShapes(),
        new LikelihoodAccuracy(),
        new Anomaly(),
        new Imputation(),
        new Synthesis());
  }

  /** Returns what a user calls it. */
  String name();

  /** Returns what it shows, and which data it needs, in a line or two. */
  String about();

  /**
   * Trains, judges, and compares.
   *
   * @throws IllegalArgumentException if data are missing; the message says which, and where from
   */
  Report run(Setting setting) throws Exception;
}
