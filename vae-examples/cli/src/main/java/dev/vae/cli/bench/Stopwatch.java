package dev.vae.cli.bench;

/** Times repeated work the way the peers' scripts do: the quickest of many short bursts. */
final class Stopwatch {
  private Stopwatch() {}

  /**
   * Returns the seconds one run takes in the quickest burst.
   *
   * @param seconds how long bursts go on; half of that goes before, for the compiler
   * @param repeat runs in a burst
   */
  public static double minimum(double seconds, int repeat, Runnable work) {
    burst(seconds / 2, repeat, work);
    return burst(seconds, repeat, work);
  }

  private static double burst(double seconds, int repeat, Runnable work) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long best = Long.MAX_VALUE;
    do {
      long start = System.nanoTime();
      for (int i = 0; i < repeat; i++) {
        work.run();
      }
      best = Math.min(best, System.nanoTime() - start);
    } while (System.nanoTime() < end);
    return best * 1e-9 / repeat;
  }
}
