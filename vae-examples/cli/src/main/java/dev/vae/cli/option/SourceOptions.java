package dev.vae.cli.option;

import dev.vae.cli.show.Console;
import dev.vae.core.model.Vae;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rows that a command reads. */
public final class SourceOptions {

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = {
        "Where rows come from: digits[#N], shapes[#N], mnist[:DIR], idx:IMAGES[,LABELS], npy:FILE,"
            + " npz:FILE[#KEY[,LABELKEY]], mtx:FILE[#transpose], svm:FILE,"
            + " csv:FILE[#label=COLUMN] or images:DIR. mnist#test and digits#test are for judging.",
        "Images are brought to one size by images:DIR#size=32x32,fit=crop (or fit=pad, with"
            + " fill=0 to 255 around, or fit=stretch), and to levels of grey or colour by #grey"
            + " or #rgb; all of these with commas.",
        "A path or option with '#' or ',' of its own may stand in double quotes, which need single"
            + " quotes around them in a shell: 'csv:\"a#1.csv\"#label=\"height, cm\"'.",
        "'vae plugins' lists those of plugins besides."
      })
  private String source;

  @Mixin private RowOptions rows;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * Returns what is named.
   *
   * @throws picocli.CommandLine.ParameterException if nothing is named, or there is no such kind of
   *     source
   */
  public DataSource source() {
    if (source == null) {
      throw new ParameterException(
          command.commandLine(), "Missing required option: '--data=SOURCE'");
    }
    return DataSources.parse("--data", source, command);
  }

  /**
   * Takes a file that was named without its kind, if it looks like an array, a sparse matrix or a
   * folder of images, and no source is named.
   *
   * @return whether it was taken
   */
  public boolean take(Path file) {
    Optional<String> guess =
        source == null ? DataSources.guess(file, command) : Optional.<String>empty();
    guess.ifPresent(text -> source = text);
    return guess.isPresent();
  }

  /** Tells whether a source is named. */
  public boolean given() {
    return source != null;
  }

  public RowOptions rows() {
    return rows;
  }

  public long seed() {
    return rows.seed();
  }

  /** Returns the rows as a trained model wants them. */
  public Dataset forModel(Vae vae, ConditionOption given, Console console) {
    return ModelRows.fit(rows.forModel(source(), vae, given, console), vae);
  }

  /** Returns the same for a command that computes their likelihood. */
  public Dataset toJudge(Vae vae, ConditionOption given, Console console) {
    return ModelRows.judged(rows.forModel(source(), vae, given, console), vae, console);
  }
}
