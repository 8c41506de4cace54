package dev.vae.cli.show;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.train.EpochReport;
import dev.vae.core.train.Metrics;
import dev.vae.core.train.TrainingEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Shows training as it goes, and keeps what the epochs gave. */
public final class TrainingDisplay implements Consumer<TrainingEvent>, AutoCloseable {
  private final Console console;
  private final List<EpochReport> epochs = new ArrayList<>();
  private final Consumer<List<EpochReport>> eachEpoch;
  private ProgressDisplay display;
  private boolean running;

  /**
   * A display.
   *
   * @param eachEpoch told of all epochs so far whenever one ends
   */
  public TrainingDisplay(Console console, Consumer<List<EpochReport>> eachEpoch) {
    this.console = console;
    this.eachEpoch = eachEpoch;
  }

  @Override
  public void accept(TrainingEvent event) {
    if (event instanceof TrainingEvent.Started started) {
      console.note(
          Messages.count(started.rows(), "row")
              + ", "
              + started.threads()
              + (started.threads() == 1 ? " thread, " : " threads, ")
              + started.kernels()
              + ", "
              + (started.memory() + (1 << 20) - 1 >> 20)
              + " MiB a step");
      if (started.epochsDone() > 0) {
        console.note("going on after epoch " + started.epochsDone());
      }
      display = new ProgressDisplay(console.err(), started);
    } else if (event instanceof TrainingEvent.Notice notice) {
      // before the first step a notice is about the data, which has spoken for itself
      if (running) {
        console.note(notice.text());
      }
    } else if (event instanceof TrainingEvent.DataAdvice advice) {
      console.note(advice.text());
    } else if (event instanceof TrainingEvent.LatentUse use) {
      use.advice().ifPresent(console::note);
    } else if (event instanceof TrainingEvent.RunawayVariance runaway) {
      note(runaway.text());
    } else if (event instanceof TrainingEvent.LimitMet met) {
      note(met.text());
    } else if (event instanceof TrainingEvent.ExplodingGradient exploding) {
      note(exploding.text());
    } else if (event instanceof TrainingEvent.Progress progress) {
      running = true;
      display.progress(progress.epoch(), progress.rowsDone(), means(progress.soFar()));
    } else if (event instanceof EpochReport report) {
      running = true;
      epochs.add(report);
      Map<String, Double> means = means(report.train());
      report.train().reported().forEach((name, mean) -> means.put(describe(name), mean));
      report
          .validation()
          .ifPresent(validation -> means.put("validation ELBO", validation.logLikelihood()));
      display.epoch(report.epoch(), means);
      eachEpoch.accept(epochs);
    }
  }

  /** Returns what the epochs gave that have ended. */
  public List<EpochReport> epochs() {
    return epochs;
  }

  /** {@code total correlation} for {@code totalCorrelation}. */
  private static String describe(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  /** On a line of its own, below what the bar shows. */
  private void note(String text) {
    display.close();
    console.note(text);
  }

  private static Map<String, Double> means(Metrics metrics) {
    Map<String, Double> means = new LinkedHashMap<>();
    means.put("ELBO", metrics.elbo());
    means.put("reconstruction", metrics.reconstruction());
    means.put("KL", metrics.kl());
    return means;
  }

  @Override
  public void close() {
    if (display != null) {
      display.close();
    }
  }
}
