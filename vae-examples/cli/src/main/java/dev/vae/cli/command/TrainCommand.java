package dev.vae.cli.command;

import dev.vae.cli.option.EngineOptions;
import dev.vae.cli.option.ModelFolder;
import dev.vae.cli.option.ModelRows;
import dev.vae.cli.option.OutFolder;
import dev.vae.cli.option.PluginOptions;
import dev.vae.cli.option.SourceOptions;
import dev.vae.cli.option.SpecOptions;
import dev.vae.cli.option.TrainOptions;
import dev.vae.cli.option.ValidationOption;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.io.FolderKind;
import dev.vae.core.model.Vae;
import dev.vae.core.model.VaeBuilder;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Schema;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingResult;
import dev.vae.data.Dataset;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model and leaves it in a folder. */
@Command(
    name = "train",
    description = {
      "Train a model: of a table by 'vae train FILE', which infers the types of its columns and"
          + " needs no option, for 'vae score', 'vae impute' and 'vae synthesize'; or of any rows"
          + " by --data. Then the folder gets model.json"
          + " and weights.safetensors, metrics.json, metrics.csv, loss.png, samples.png,"
          + " reconstructions.png, and a checkpoint from which --resume goes on, also after Ctrl-C."
          + " Pictures show the likelihood's means; a table of samples (samples.csv) holds draws"
          + " from it."
    },
    mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = {
        "A table as a file of text (CSV, TSV and the like, .gz too), whose columns may hold"
            + " numbers, categories and dates, and lack cells. Takes --seed, --column, --schema,"
            + " --out and the options of the engine.",
        "Or an array (.npy, .npz), a sparse matrix (.npz, .mtx, .svm) or a folder of images, as if"
            + " by --data."
      })
  private Path table;

  @Mixin private TableTraining tabular;
  @Mixin private SourceOptions data;
  @Mixin private SpecOptions spec;
  @Mixin private TrainOptions training;
  @Mixin private EngineOptions engine;
  @Mixin private Console console;

  @Option(
      names = "--validation",
      paramLabel = "SOURCE|FRACTION",
      converter = ValidationOption.Converter.class,
      description =
          "Validation rows, judged after every epoch: a source, or a fraction of the rows such as"
              + " 0.1.")
  private ValidationOption validation;

  @Option(names = "--valid", hidden = true, converter = ValidationOption.Converter.class)
  private void formerName(ValidationOption rows) {
    validation = rows;
  }

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
      paramLabel = "DIR",
      description = "The folder for the model; of FILE.csv and the like, FILE.model if not given.")
  private Path out;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint in the folder, as if there had been no stop.")
  private boolean resume;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (table != null) {
      ModelFolder.refuseAsTable(table);
    }
    if (table != null && data.take(table)) {
      out = out == null ? TableTraining.folder(table, ".model") : out;
    } else if (table != null) {
      if (data.given() || spec.given() || validation != null || !condition.isEmpty() || resume) {
        throw new ParameterException(
            command.commandLine(),
            "a table's model is sized and judged by itself: with "
                + table
                + " give only --seed, --column, --out and options of the engine; or give it as"
                + " --data csv:"
                + table);
      }
      return tabular.train(table, out, data.seed(), engine.engine(), console);
    }
    tabular.refuse(command);
    data.source(); // what is misspelt is misuse, and nothing is begun
    training.check();
    if (out == null) {
      throw new ParameterException(command.commandLine(), "Missing required option: '--out=DIR'");
    }
    FolderKind.ROWS.requireNoOther(out);
    if (validation != null) {
      validation.check(command);
    }
    if (resume && !Files.exists(TrainingJob.checkpoint(out), LinkOption.NOFOLLOW_LINKS)) {
      throw new IllegalArgumentException(
          "there is no " + TrainingJob.checkpoint(out) + " to go on from: leave out --resume");
    }
    if (training.patience() > 0 && validation == null) {
      throw new ParameterException(
          command.commandLine(), "--early-stopping needs rows to judge by: add --validation");
    }
    try (OutFolder held = OutFolder.of(out)) {
      return train();
    }
  }

  private int train() throws Exception {
    Vae before = before();
    data.rows().remember(before);
    Dataset rows = data.rows().open(data.source(), console);
    ValidationOption.Parts parts =
        validation == null
            ? new ValidationOption.Parts(rows, null)
            : validation.of(rows, data.rows(), command, console);
    Vae vae = model(parts.train(), before);
    Dataset judged = parts.validation();
    if (judged != null) {
      judged.leftOut(vae.schema()).ifPresent(console::note);
      judged = ModelRows.fit(judged.matching(vae.schema(), vae.supports()), vae);
    }
    Dataset trained = parts.train().matching(vae.schema(), vae.supports());
    TrainingJob job = new TrainingJob(vae, trained, judged, out, console);
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

  private Vae model(Dataset rows, Vae before) {
    Plugins plugins = PluginOptions.load(command);
    VaeBuilder builder;
    if (before == null) {
      builder = chosen(rows, plugins).condition(conditions());
    } else if (spec.begins()) {
      builder = chosen(inFormOf(before, rows), plugins);
    } else {
      inFormOf(before, rows);
      Schema schema = before.schema();
      data.rows().checkStandardized(schema);
      Binarization how = data.rows().binarization(schema.binarization());
      builder =
          Vae.builder(spec.changed(before.spec()))
              .schema(schema.withBinarization(how))
              .plugins(plugins);
    }
    return builder.engine(engine.engine()).seed(data.seed()).build();
  }

  private VaeBuilder chosen(Dataset rows, Plugins plugins) {
    VaeBuilder builder = spec.builder(rows, data.rows(), plugins).data(rows).notes(console::note);
    if (data.rows().standardize()) {
      builder.standardize();
    }
    Binarization how = data.rows().binarization(Binarization.NONE);
    return how == Binarization.NONE ? builder : builder.binarize(how);
  }

  private String[] conditions() {
    return condition.stream()
        .flatMap(text -> Condition.split(text).stream())
        .toArray(String[]::new);
  }

  /** Rows with the condition and the columns of the run that is to go on. */
  private Dataset inFormOf(Vae before, Dataset rows) {
    Optional<Condition> given =
        condition.isEmpty()
            ? before.schema().condition()
            : Optional.of(rows.condition(List.of(conditions())));
    Dataset like = given.map(rows::conditioned).orElse(rows).inColumnsOf(before.schema());
    if (!before.schema().event().equals(like.event())) {
      throw new IllegalArgumentException(
          "cannot go on: the run began with rows of shape "
              + before.schema().event()
              + ", now they have "
              + like.event()
              + "; use the same rows, or start anew without --resume");
    }
    if (!given.equals(before.schema().condition())) {
      throw new IllegalArgumentException(
          "cannot go on: the run began with "
              + before.schema().condition().map(Condition::describe).orElse("no condition")
              + " as condition; leave out --condition, or start anew without --resume");
    }
    return like;
  }
}
