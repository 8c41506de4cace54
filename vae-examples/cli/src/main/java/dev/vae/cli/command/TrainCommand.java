package dev.vae.cli.command;

import dev.vae.cli.option.Conditioned;
import dev.vae.cli.option.EngineOptions;
import dev.vae.cli.option.ModelRows;
import dev.vae.cli.option.OutFolder;
import dev.vae.cli.option.PluginOptions;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.option.SpecOptions;
import dev.vae.cli.option.TrainOptions;
import dev.vae.cli.option.ValidationOption;
import dev.vae.cli.show.Console;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.FolderLock;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Scalings;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingResult;
import dev.vae.data.Dataset;
import dev.vae.layers.Presets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model and leaves it in a folder. */
@Command(
    name = "train",
    description = {
      "Train a model. The folder gets model.json and weights.safetensors, metrics.json,"
          + " metrics.csv, loss.png, samples.png, reconstructions.png, and a checkpoint from which"
          + " --resume goes on, also after Ctrl-C. Pictures show the likelihood's means; a table of"
          + " samples (samples.csv) holds draws from it."
    },
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

  @Mixin private SourceOptions data;
  @Mixin private SpecOptions spec;
  @Mixin private TrainOptions training;
  @Mixin private EngineOptions engine;
  @Mixin private Console console;

  @Option(
      names = "--valid",
      paramLabel = "SOURCE|SHARE",
      converter = ValidationOption.Converter.class,
      description = "Rows to judge by after every epoch: a source, or a share such as 0.1.")
  private ValidationOption valid;

  @Option(
      names = "--condition",
      paramLabel = "NAME",
      description = {
        "Condition the model on labels, on columns by name or number, or on one of several labels;"
            + " with commas, names that hold some in double quotes. Labels and words become"
            + " classes, others scaled numbers; columns are then no values of rows any more."
      })
  private List<String> condition = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder for the model.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint in the folder, as if there had been no stop.")
  private boolean resume;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (resume && !Files.exists(TrainingJob.checkpoint(out), LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          "there is no " + TrainingJob.checkpoint(out) + " to go on from: leave out --resume");
    }
    if (training.patience() > 0 && valid == null) {
      throw new ParameterException(
          command.commandLine(), "--early-stopping needs rows to judge by: add --valid");
    }
    try (FolderLock lock = OutFolder.take(out)) {
      return train();
    }
  }

  private int train() throws Exception {
    Vae before = before();
    data.rows().remember(before);
    Dataset rows = data.rows().open(data.source(), console);
    ValidationOption.Parts parts =
        valid == null
            ? new ValidationOption.Parts(rows, null)
            : valid.of(rows, data.rows(), console);
    Condition given = condition(parts.train(), before);
    Dataset trained = given == null ? parts.train() : parts.train().conditioned(given);
    if (before != null) {
      trained = trained.inColumnsOf(before.schema());
    }
    Made made = model(trained, given, before);
    Vae vae = made.vae();
    Dataset judged = parts.valid();
    if (judged != null) {
      judged.leftOut(vae.schema()).ifPresent(console::note);
      judged = ModelRows.fit(judged.matching(vae.schema(), vae.supports()), vae);
    }
    TrainingJob job = new TrainingJob(vae, made.rows(), judged, out, console);
    TrainingResult result = job.run(training::apply, resume);
    console.result(job.metrics());
    if (result.status() == TrainingResult.Status.CANCELLED) {
      return CommandLine.ExitCode.SOFTWARE;
    }
    if (result.status() == TrainingResult.Status.STOPPED_EARLY) {
      console.say("stopped early: epoch " + result.bestEpoch() + " was the best, and is kept");
    }
    console.say(job.summary());
    console.say("the model and its pictures are in " + out);
    return CommandLine.ExitCode.OK;
  }

  /** The model of the run that is to go on; null if none is. */
  private Vae before() {
    return resume
        ? Trainer.modelOf(TrainingJob.checkpoint(out), PluginOptions.load(command), engine.engine())
        : null;
  }

  /** What rows are conditioned on; null for nothing. */
  private Condition condition(Dataset rows, Vae before) {
    if (condition.isEmpty()) {
      return before == null ? null : before.schema().condition().orElse(null);
    }
    return rows.condition(
        condition.stream().flatMap(text -> Condition.split(text).stream()).toList());
  }

  /** A model, and its training rows. */
  private record Made(Vae vae, Dataset rows) {}

  private Made model(Dataset rows, Condition given, Vae before) throws IOException {
    Plugins plugins = PluginOptions.load(command);
    VaeSpec parts =
        before != null && !spec.given()
            ? before.spec()
            : Conditioned.on(given, chosen(rows, plugins)).withColumnsNumbered(rows.columns());
    List<Support> supports =
        plugins.likelihood(parts.likelihood()).supports(Shape.of(rows.event().elements()));
    Dataset.Fitted fitted = fitted(rows, parts, supports);
    fitted.notes().forEach(console::note);
    Schema schema = fitted.data().schema();
    boolean scaled = data.rows().standardize() || spec.byColumn(rows);
    if (scaled && supports.contains(Support.REAL)) {
      schema = schema.withScaling(Scalings.of(fitted.data(), supports));
    }
    if (given != null) {
      schema = schema.withCondition(given);
    }
    if (before != null && !before.schema().event().equals(schema.event())) {
      throw new IllegalArgumentException(
          "cannot go on: the run began with rows of shape "
              + before.schema().event()
              + ", now they have "
              + schema.event()
              + "; use the same rows, or start anew without --resume");
    }
    Vae vae =
        Vae.builder(parts)
            .schema(schema)
            .plugins(plugins)
            .engine(engine.engine())
            .seed(data.seed())
            .build();
    return new Made(vae, fitted.data());
  }

  private VaeSpec chosen(Dataset rows, Plugins plugins) throws IOException {
    VaeSpec chosen = spec.spec(rows, data.rows(), console);
    chosen.checkLikelihood(plugins);
    return spec.ofPreset() ? Presets.fitted(chosen, plugins) : chosen;
  }

  private Dataset.Fitted fitted(Dataset rows, VaeSpec parts, List<Support> supports) {
    Schema schema = rows.schema();
    rows.categories()
        .forEach((column, words) -> checkWords(schema.column(column), words, supports.get(column)));
    if (data.rows().standardize() && !supports.contains(Support.REAL)) {
      throw new IllegalArgumentException(
          "standardized values do not fit likelihood '"
              + parts.likelihood().name()
              + "'; leave out --standardize, or choose 'gaussian'");
    }
    return rows.binarized(data.rows().binarize(), supports).fitting(supports);
  }

  private static void checkWords(String column, List<String> words, Support support) {
    boolean two = support.kind() == Support.Kind.BINARY && words.size() == 2;
    if (support.kind() != Support.Kind.CATEGORY && !two) {
      throw new IllegalArgumentException(
          column
              + " holds words such as '"
              + words.get(0)
              + "', for which a likelihood of categories is needed: use --likelihood auto, or"
              + " --likelihood-of for this column");
    }
  }
}
