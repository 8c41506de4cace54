package dev.vae.cli.option;

import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.train.Trainer;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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
      description = {
        "adam, sgd or another that 'vae plugins' lists, with options as in"
            + " 'adam(beta1=0.5, epsilon=1e-6)'; ${DEFAULT-VALUE} if not given."
      })
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "R",
      converter = PositiveDoubleConverter.class,
      description = "The optimizer's option learningRate; 1e-3 if not given.")
  private Double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "M",
      description = "Of sgd, its option momentum; 0.9 if not given.")
  private Double momentum;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      description = {
        "How the learning rate goes on: constant, cosine (down to --last-learning-rate at the end),"
            + " 'exponential(each=0.9)', 'step(every=10, factor=0.5)' or another that 'vae plugins'"
            + " lists; ${DEFAULT-VALUE} if not given."
      })
  private String schedule;

  @Option(
      names = "--last-learning-rate",
      paramLabel = "R",
      description = "Where cosine ends; 0 if not given.")
  private Double lastRate;

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
      names = "--recompute",
      description = {
        "Compute values that only gradients need again instead of keeping them (gradient"
            + " checkpointing), where a step does not fit into memory: the same weights, more time."
      })
  private boolean recompute;

  @Option(
      names = "--early-stopping",
      paramLabel = "EPOCHS",
      defaultValue = "0",
      description = {
        "Stop when --validation has not become better for so many epochs, and keep the best; 0, for"
            + " never, if not given."
      })
  private int patience;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandSpec command;

  int epochs() {
    return epochs;
  }

  public int patience() {
    return patience;
  }

  /**
   * Checks optimizer and schedule.
   *
   * @throws ParameterException if there is none of such a name, or it has no such option
   */
  public void check() {
    course(steps());
  }

  /** Hands everything on to a trainer. */
  public Trainer apply(Trainer trainer) {
    Optimizer steps = steps();
    LearningRateSchedule course = course(steps);
    return trainer
        .epochs(epochs)
        .batch(batch)
        .optimizer(steps)
        .schedule(warmUp > 0 ? course.warmUp(warmUp) : course)
        .clip(clip)
        .recompute(recompute)
        .patience(patience);
  }

  private Optimizer steps() {
    return made(
        "--optimizer",
        optimizer,
        spec -> {
          boolean sgd = spec.name().equals("sgd");
          if (momentum != null && !sgd) {
            throw misuse(
                "--momentum is for sgd alone, not for " + spec.name() + ": --optimizer sgd");
          }
          boolean rated = spec.options().containsKey("learningRate") && learningRate == null;
          Spec full =
              rated ? spec : or(spec, "learningRate", learningRate == null ? 1e-3 : learningRate);
          return Optimizer.of(momentum == null ? full : or(full, "momentum", momentum), plugins());
        });
  }

  private LearningRateSchedule course(Optimizer steps) {
    return made(
        "--schedule",
        schedule,
        spec -> {
          boolean last = lastRate != null && spec.name().equals("cosine");
          if (lastRate != null && !last) {
            throw misuse(
                "--last-learning-rate is for cosine alone, not for "
                    + spec.name()
                    + ": --schedule cosine");
          }
          return LearningRateSchedule.of(
              last ? or(spec, "last", lastRate / steps.learningRate()) : spec, plugins());
        });
  }

  private Plugins plugins() {
    return PluginOptions.find(command);
  }

  /** A part with an option more, which it must not have. */
  private static Spec or(Spec spec, String option, double value) {
    if (spec.options().containsKey(option)) {
      throw new IllegalArgumentException("option '" + option + "' is given twice");
    }
    return spec.with(option, value);
  }

  private ParameterException misuse(String words) {
    return new ParameterException(command.commandLine(), words);
  }

  private <T> T made(String option, String text, Function<Spec, T> make) {
    try {
      return make.apply(Spec.parse(text));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          command.commandLine(), "Invalid value for option '" + option + "': " + e.getMessage());
    }
  }
}
