package dev.vae.cli.command;

import dev.vae.cli.option.EngineOptions;
import dev.vae.cli.option.ModelFolder;
import dev.vae.cli.option.OutFolder;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.option.TableColumns;
import dev.vae.cli.show.Console;
import dev.vae.cli.show.ShellWords;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.FolderKind;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.TableTuning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries sizes for a table's model. */
@Command(
    name = "tune",
    description = {
      "Try sizes for the model of a table, and say which make held-out rows likeliest. Each"
          + " finished trial is kept, so that the same command goes on after a stop; as many are"
          + " made at a time as there are threads."
    },
    mixinStandardHelpOptions = true)
public final class TuneCommand implements Callable<Integer> {
  private static final String BEST = "best.json";

  @Parameters(
      paramLabel = "FILE",
      description = "The table, a file of text (CSV, TSV and the like, .gz too).")
  private Path file;

  @Mixin private TableColumns columns;

  @Option(
      names = "--part",
      paramLabel = "NAME",
      description = {
        "What is tried: score, the VAEs that score rows, or generator, that which fills cells and"
            + " makes rows; both if not given. May be repeated."
      })
  private List<TableTuning.Part> parts = List.of(TableTuning.Part.values());

  @Option(
      names = "--latent",
      split = ",",
      paramLabel = "N",
      description = {
        "Numbers of latents to try, such as 2,4,8; half, the same and twice as many as the table"
            + " asks for if not given."
      })
  private List<Integer> latent = new ArrayList<>();

  @Option(
      names = "--width",
      split = ",",
      paramLabel = "N",
      description = {
        "Units of each hidden layer to try; the same and twice as many as the table asks for if"
            + " not given."
      })
  private List<Integer> width = new ArrayList<>();

  @Option(
      names = "--learning-rate",
      split = ",",
      paramLabel = "RATE",
      description = "Learning rates to try; the usual one and twice it if not given.")
  private List<Double> learningRate = new ArrayList<>();

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = PositiveIntConverter.class,
      description = "How many steps each VAE is trained at most; 2000 if not given.")
  private Integer steps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of all that is random; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Option(
      names = "--trials",
      paramLabel = "DIR",
      description = {
        "Where finished trials are kept, and the best settings as "
            + BEST
            + "; of FILE.csv,"
            + " FILE.trials if not given."
      })
  private Path trials;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Train a model with the best settings on all rows, and write it there.")
  private Path out;

  @Mixin private EngineOptions engine;
  @Mixin private Console console;

  @Override
  public Integer call() throws IOException {
    ModelFolder.refuseAsTable(file);
    TableTuning.Grid grid = new TableTuning.Grid(latent, width, learningRate);
    TableSchema schema = columns.of(file);
    console.say(schema.describe());
    TableOptions usual = TableOptions.defaults();
    TableOptions options =
        usual
            .withSettings(columns.settings(usual.settings()))
            .withSeed(seed)
            .withEngine(engine.engine())
            .withSteps(steps == null ? usual.settings().steps() : steps)
            .withProgress(words -> console.log(words));
    Path folder = trials != null ? trials : TableTraining.folder(file, ".trials");
    TableTuning tuning =
        TableTuning.of(options).grid(grid).parts(EnumSet.copyOf(parts)).trials(folder);
    if (out == null) {
      return tune(tuning, schema, options, folder);
    }
    FolderKind.TABLE.requireNoOther(out);
    try (OutFolder held = OutFolder.of(out)) {
      return tune(tuning, schema, options, folder);
    }
  }

  private int tune(TableTuning tuning, TableSchema schema, TableOptions options, Path folder)
      throws IOException {
    TableTuning.Result tried = columns.read(file, schema, tuning::run, console);
    Path best = folder.resolve(BEST);
    AtomicFiles.write(best, tried.settings().toJson());
    console.say(text(tried.trials()));
    console.say("the best settings are in " + best);
    if (out == null) {
      String types = columns.words();
      console.say("to train a model with them:");
      console.say(
          "  vae train "
              + ShellWords.quoted(file)
              + types
              + " --seed "
              + seed
              + " --settings "
              + ShellWords.quoted(best));
    } else {
      TableOptions chosen = options.withSettings(tried.settings());
      columns.read(file, schema, rows -> TableModel.fit(rows, chosen), console).save(out);
      console.say("the model is in " + out);
    }
    console.result(result(tried, best));
    return 0;
  }

  private static String text(List<TableTuning.Trial> trials) {
    StringBuilder text = new StringBuilder();
    TableTuning.Part before = null;
    for (TableTuning.Trial t : trials) {
      if (t.part() != before) {
        text.append(before == null ? "" : "\n").append(title(t.part()));
        text.append("  latent  width  learning rate  nats a row  standard error\n");
        before = t.part();
      }
      boolean trained = Double.isFinite(t.bound());
      text.append(
          String.format(
              Locale.ROOT,
              "  %6d  %5d  %13s  %10s  %14s%s%n",
              t.sizing().latent(),
              t.sizing().width(),
              t.sizing().learningRate(),
              trained ? String.format(Locale.ROOT, "%.3f", t.bound()) : "failed",
              trained ? String.format(Locale.ROOT, "%.3f", t.standardError()) : "",
              t.ofTable() ? "  as the table asks for" : ""));
    }
    return text.toString();
  }

  private static String title(TableTuning.Part part) {
    return switch (part) {
      case SCORE -> "score: held-out rows by VAEs that score, the best first\n";
      case GENERATOR -> "generator: held-out rows by the VAE that fills cells and makes rows\n";
    };
  }

  private static Map<String, Object> result(TableTuning.Result tried, Path best) {
    List<Object> trials = new ArrayList<>();
    for (TableTuning.Trial t : tried.trials()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("part", t.part().word());
      one.put("latent", t.sizing().latent());
      one.put("width", t.sizing().width());
      one.put("learningRate", t.sizing().learningRate());
      one.put("ofTable", t.ofTable());
      one.put("bound", t.bound());
      one.put("standardError", t.standardError());
      trials.add(one);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("trials", trials);
    result.put("settings", best.toString());
    return result;
  }
}
