package dev.vae.serve.model;

import java.lang.System.Logger;

/** Runs what will be asked, for a moment, until it is compiled. */
final class WarmUp {
  private static final long NANOS = 1_000_000_000;
  private static final int MOST = 2000;

  private WarmUp() {}

  /** Runs it again and again; what it cannot do, those who ask will be told. */
  static void run(Runnable what) {
    long end = System.nanoTime() + NANOS;
    try {
      for (int i = 0; i < MOST && System.nanoTime() < end; i++) {
        what.run();
      }
    } catch (RuntimeException e) {
      System.getLogger("dev.vae.serve").log(Logger.Level.DEBUG, "nothing to warm up by", e);
    }
  }
}
