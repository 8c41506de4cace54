package dev.vae.cli.show;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast something has gone lately. The first seconds of a program are slow, so a mean since its
 * start would promise too late an end for minutes.
 */
final class RecentRate {
  private static final double WINDOW_SECONDS = 10;

  private record Point(double seconds, double done) {}

  private final Deque<Point> points = new ArrayDeque<>();

  /**
   * Notes how much is done, and returns how much a second was done over the last ten seconds or so.
   *
   * @param seconds on any clock that does not go back
   * @param done in all, not less than before
   */
  double at(double seconds, double done) {
    if (points.isEmpty() || seconds - points.peekLast().seconds() > WINDOW_SECONDS / 20) {
      points.addLast(new Point(seconds, done));
    }
    while (points.size() > 2 && secondPoint().seconds() <= seconds - WINDOW_SECONDS) {
      points.removeFirst();
    }
    Point first = points.peekFirst();
    return (done - first.done()) / Math.max(seconds - first.seconds(), 1e-9);
  }

  private Point secondPoint() {
    var all = points.iterator();
    all.next();
    return all.next();
  }
}
