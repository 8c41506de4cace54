package dev.vae.cli.show;

import dev.vae.core.estimate.EstimateProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows how far an estimate is: on a terminal in one line that changes, elsewhere a line now and
 * then. When the program is stopped, says how far it came.
 */
public final class EstimateDisplay implements Consumer<EstimateProgress>, AutoCloseable {
  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long LOG_NANOS = 30_000_000_000L;

  private final String name;
  private final PrintWriter err;
  private final boolean terminal = Integer.getInteger("vae.columns", 0) > 0;
  private final long started = System.nanoTime();
  private final Thread hook = new Thread(this::stopped, "vae-interrupted");
  private volatile EstimateProgress last;
  private final RecentRate recent = new RecentRate();
  private long shown = started;
  private int lineLength;

  /** A display for the estimator of a name. */
  public EstimateDisplay(String name, PrintWriter err) {
    this.name = name;
    this.err = err;
    recent.at(0, 0);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void accept(EstimateProgress progress) {
    last = progress;
    long now = System.nanoTime();
    double rate = recent.at((now - started) * 1e-9, progress.rowsDone());
    if (now - shown < (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
      return;
    }
    shown = now;
    String line = soFar(progress) + ", " + pace(progress, rate);
    if (terminal) {
      err.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
      err.flush();
      lineLength = line.length();
    } else {
      err.println("vae: " + line);
    }
  }

  private String soFar(EstimateProgress progress) {
    String text =
        String.format(
            Locale.ROOT, "%s: %d of %d rows", name, (long) progress.rowsDone(), progress.rows());
    return Double.isNaN(progress.standardError())
        ? text
        : text
            + String.format(
                Locale.ROOT, ", %.2f ± %.2f nats", progress.mean(), progress.standardError());
  }

  private static String pace(EstimateProgress progress, double rate) {
    double left = (progress.rows() - progress.rowsDone()) / Math.max(rate, 1e-9);
    String time = left < 360_000 ? Durations.of((long) left) : "days";
    return String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%.0f", rate)
        + " rows/s, "
        + time
        + " left";
  }

  private void stopped() {
    clear();
    EstimateProgress at = last;
    err.println(
        "vae: stopped, "
            + (at == null ? name + " had not begun" : soFar(at))
            + "; nothing was written");
    err.flush();
  }

  private void clear() {
    if (lineLength > 0) {
      err.print("\r" + " ".repeat(lineLength) + "\r");
      err.flush();
      lineLength = 0;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the program is ending, and says so
    }
    clear();
  }
}
