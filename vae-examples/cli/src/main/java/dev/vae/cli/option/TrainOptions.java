package dev.vae.cli.option;

import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.train.Trainer;
import picocli.CommandLine.Option;

/** How a model is trained. */
public final class TrainOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      converter = PositiveIntConverter.class,
      description = "Passes over the rows; ${DEFAULT-VALUE} if not given.")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      converter = PositiveIntConverter.class,
      description = "Rows a step sees; ${DEFAULT-VALUE} if not given.")
  private int batch;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "adam",
      description = "adam or sgd; ${DEFAULT-VALUE} if not given.")
  private OptimizerName optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      defaultValue = "1e-3",
      converter = PositiveDoubleConverter.class,
      description = "${DEFAULT-VALUE} if not given.")
  private double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      defaultValue = "0.9",
      description = "Of sgd; ${DEFAULT-VALUE} if not given.")
  private double momentum;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      description = {
        "How the learning rate goes on: constant, or cosine (down to --last-rate at the end);"
            + " ${DEFAULT-VALUE} if not given."
      })
  private ScheduleName schedule;

  @Option(
      names = "--last-rate",
      paramLabel = "R",
      defaultValue = "0",
      description = "Where cosine ends; ${DEFAULT-VALUE} if not given.")
  private double lastRate;

  @Option(
      names = "--warm-up",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description = "Let the learning rate grow from 0 at first; ${DEFAULT-VALUE} if not given.")
  private double warmUp;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      defaultValue = "0",
      description = "The largest norm of a step's gradient; 0, for any, if not given.")
  private double clip;

  @Option(
      names = "--early-stopping",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description = {
        "Stop when --valid has not become better for so many epochs, and keep the best; 0, for"
            + " never, if not given."
      })
  private int patience;

  /** The optimizers there are. */
  enum OptimizerName {
    ADAM,
    SGD
  }

  /** The schedules there are. */
  enum ScheduleName {
    CONSTANT,
    COSINE
  }

  int epochs() {
    return epochs;
  }

  public int patience() {
    return patience;
  }

  /** Hands everything on to a trainer. */
  public Trainer apply(Trainer trainer) {
    LearningRateSchedule course =
        switch (schedule) {
          case CONSTANT -> LearningRateSchedule.constant();
          case COSINE -> LearningRateSchedule.cosine(lastRate / learningRate);
        };
    return trainer
        .epochs(epochs)
        .batch(batch)
        .optimizer(
            switch (optimizer) {
              case ADAM -> Optimizer.adam(learningRate);
              case SGD -> Optimizer.sgd(learningRate, momentum);
            })
        .schedule(warmUp > 0 ? course.warmUp(warmUp) : course)
        .clip(clip)
        .patience(patience);
  }
}
