package dev.vae.cli.show;

import dev.vae.core.train.TrainingEvent;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/**
 * Shows how training goes: on a terminal a moving bar for each epoch, elsewhere one plain line an
 * epoch, so that logs stay readable. The launcher says which it is, as {@code vae.columns}.
 */
final class ProgressDisplay implements AutoCloseable {
  private static final int LONGEST = 40;
  private static final int SHORTEST = 5;

  private final PrintWriter err;
  private final int columns;
  private final int epochs;
  private final int epochsBefore;
  private final long rows;
  private final long started = System.nanoTime();
  private final RecentRate recent = new RecentRate();
  private int lineLength;
  private ProgressBar bar;

  /** A display for a training run. */
  ProgressDisplay(PrintWriter err, TrainingEvent.Started run) {
    this.err = err;
    this.epochs = run.epochs();
    this.epochsBefore = run.epochsDone();
    this.rows = run.rows();
    columns = Integer.getInteger("vae.columns", 0);
    recent.at(0, 0);
  }

  /**
   * Some rows more are done.
   *
   * @param epoch the current epoch, from 1
   * @param done rows done in it
   * @param means the means over the epoch so far, in nats a row, by what they are called
   */
  void progress(int epoch, long done, Map<String, Double> means) {
    if (columns == 0) {
      pace(epoch, done); // so that the line at the end of the epoch knows what was done lately
    } else {
      if (bar == null) {
        bar = bar(title(epoch));
      }
      // one line of 80 columns has to do
      bar.setExtraMessage(text(means).replace("reconstruction", "rec") + "  " + pace(epoch, done));
      bar.stepTo(done);
    }
  }

  /** An epoch is over: leaves one line with its means. */
  void epoch(int epoch, Map<String, Double> means) {
    String line = title(epoch) + " " + text(means) + "  " + pace(epoch, rows);
    if (bar != null) {
      bar.close();
      bar = null;
      err.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
      lineLength = 0;
      err.println();
    } else {
      err.println(line);
    }
  }

  /** Leaves the line as it is, so that others can write; going on begins another. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      err.println();
    }
  }

  private ProgressBar bar(String title) {
    return new ProgressBarBuilder()
        .setTaskName(title)
        .setInitialMax(rows)
        .setUpdateIntervalMillis(200)
        .setRenderer(ProgressDisplay::render)
        .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1))
        .build();
  }

  /** What is known, and as much of a bar as there is room for beside it. */
  private static String render(ProgressState state, int length) {
    String text = String.format(Locale.ROOT, "%3.0f%%", 100 * state.getNormalizedProgress());
    text += state.getExtraMessage();
    int width = Math.min(LONGEST, length - state.getTaskName().length() - text.length() - 4);
    String bar = "";
    if (width >= SHORTEST) {
      int done = (int) Math.round(width * state.getNormalizedProgress());
      bar = " [" + "=".repeat(done) + " ".repeat(width - done) + "]";
    }
    String line = state.getTaskName() + bar + " " + text;
    return line.length() <= length ? line : line.substring(0, length);
  }

  private void draw(String line) {
    err.print("\r" + line + " ".repeat(Math.max(0, lineLength - line.length())));
    err.flush();
    lineLength = line.length();
  }

  private String title(int epoch) {
    int width = Integer.toString(epochs).length();
    return String.format(Locale.ROOT, "epoch %" + width + "d/%d", epoch, epochs);
  }

  private static String text(Map<String, Double> means) {
    StringBuilder text = new StringBuilder();
    means.forEach((name, v) -> text.append(String.format(Locale.ROOT, " %s %.2f", name, v)));
    return text.toString();
  }

  private String pace(int epoch, long inEpoch) {
    double seconds = (System.nanoTime() - started) * 1e-9;
    double done = (double) (epoch - 1 - epochsBefore) * rows + inEpoch;
    double rate = recent.at(seconds, done);
    long left = (long) (((double) (epochs - epoch) * rows + rows - inEpoch) / Math.max(rate, 1e-9));
    return String.format(Locale.ROOT, "%.0f rows/s, %s left", rate, Durations.of(left));
  }
}
