package dev.vae.cli.command;

import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.option.TableModelOptions;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.tabular.impute.ImputationSummary;
import dev.vae.data.tabular.impute.Imputer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fills the missing cells of a table. */
@Command(
    name = "impute",
    description = {
      "Fill the missing cells of a table, given the other cells of their rows. All other cells"
          + " come back as they are, to the byte. Numbers get the mean of weighted draws,"
          + " categories the likeliest level; with --draws M, M completed tables of random draws"
          + " are made instead (multiple imputation, whose analyses Rubin's rules pool)."
    },
    mixinStandardHelpOptions = true)
public final class ImputeCommand implements Callable<Integer> {

  @Mixin private TableModelOptions model;

  @Parameters(index = "1", paramLabel = "FILE", description = "The table to fill.")
  private Path file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description =
          "The filled table; with --draws, whole.csv stands for whole-1.csv, whole-2.csv and so"
              + " on.")
  private Path out;

  @Option(
      names = "--draws",
      paramLabel = "M",
      converter = PositiveIntConverter.class,
      description = "Make M completed tables of drawn rows instead of one of single values.")
  private Integer tables;

  @Option(
      names = "--single",
      paramLabel = "WHICH",
      defaultValue = "mean",
      description = "The single value of numbers: mean or median; ${DEFAULT-VALUE} if not given.")
  private String single;

  @Option(
      names = "--intervals",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FILE",
      description = {
        "Write the interval of every filled number and the set of levels of every filled category"
            + " to a .csv file; OUT.intervals.csv if no file is named. Both are"
            + " calibrated by held-out cells, so that they cover as often as --level says."
      })
  private String intervals;

  @Option(
      names = "--level",
      paramLabel = "FRACTION",
      defaultValue = "0.9",
      description = "How often intervals cover; ${DEFAULT-VALUE} if not given.")
  private double level;

  @Option(
      names = "--samples",
      paramLabel = "K",
      defaultValue = "1000",
      converter = PositiveIntConverter.class,
      description = "How many draws each row gets; ${DEFAULT-VALUE} if not given.")
  private int samples;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The seed of the draws; ${DEFAULT-VALUE} if not given.")
  private long seed;

  @Mixin private Console console;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    if (!(level > 0 && level < 1)) {
      throw misuse("--level must be between 0 and 1, not " + level);
    }
    if (tables != null && intervals != null) {
      throw misuse("--draws and --intervals: give one or the other");
    }
    Imputer imputer =
        Imputer.of(model.load()).draws(samples).seed(seed).level(level).single(single());
    List<Path> files = new ArrayList<>();
    ImputationSummary summary = tables == null ? single(imputer, files) : complete(imputer, files);
    summary.notes().forEach(console::note);
    if (summary.leftCells() > 0) {
      console.note(
          Messages.count(summary.leftCells(), "cell")
              + " that could not be read "
              + (summary.leftCells() == 1
                  ? "was left as it is; empty it to have it filled"
                  : "were left as they are; empty them to have them filled"));
    }
    console.say(words(summary) + "; written to " + files.get(0) + more(files));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("files", files.stream().map(Path::toString).toList());
    result.put("rows", summary.rows());
    result.put("filledRows", summary.filledRows());
    result.put("filledCells", summary.filledCells());
    result.put("leftCells", summary.leftCells());
    result.put("effectiveSamples", summary.effectiveSamples());
    console.result(result);
    return 0;
  }

  private ParameterException misuse(String words) {
    return new ParameterException(command.commandLine(), words);
  }

  private Imputer.Single single() {
    for (Imputer.Single each : Imputer.Single.values()) {
      if (each.name().equalsIgnoreCase(single)) {
        return each;
      }
    }
    throw misuse("--single is mean or median, not '" + Messages.shown(single) + "'");
  }

  private ImputationSummary single(Imputer imputer, List<Path> files) {
    files.add(out);
    if (intervals == null) {
      return imputer.impute(file, out);
    }
    Path beside = intervals.isEmpty() ? Path.of(out + ".intervals.csv") : Path.of(intervals);
    files.add(beside);
    return imputer.impute(file, out, beside);
  }

  private ImputationSummary complete(Imputer imputer, List<Path> files) {
    String name = out.getFileName().toString();
    int dot = name.replaceFirst("(?i)\\.gz$", "").lastIndexOf('.');
    int at = dot > 0 ? dot : name.length();
    for (int m = 1; m <= tables; m++) {
      files.add(out.resolveSibling(name.substring(0, at) + "-" + m + name.substring(at)));
    }
    return imputer.complete(file, files);
  }

  private static String words(ImputationSummary summary) {
    return Messages.count(summary.filledCells(), "cell")
        + " filled in "
        + summary.filledRows()
        + " of "
        + Messages.count(summary.rows(), "row")
        + (summary.filledRows() == 0
            ? ""
            : String.format(
                Locale.ROOT, ", %.0f effective draws a row", summary.effectiveSamples()));
  }

  private static String more(List<Path> files) {
    return files.size() == 1 ? "" : " and " + Messages.count(files.size() - 1, "file") + " more";
  }
}
