package dev.vae.cli.option;

import dev.vae.cli.show.Console;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * The rows a training run is judged by: a source of their own, or a fraction of the rows to train
 * on.
 *
 * @param source the source; null where it is a fraction
 * @param fraction the fraction, between 0 and 1
 */
public record ValidationOption(String source, double fraction) {

  /** The rows to train on, and those to judge by, which may be null. */
  public record Parts(Dataset train, Dataset validation) {}

  /** Splits rows, or opens the other source. */
  public Parts of(Dataset rows, RowOptions options, CommandSpec command, Console console) {
    if (source != null) {
      return new Parts(rows, options.open(source(command), console));
    }
    Dataset.Split split = rows.split(fraction, options.seed());
    return new Parts(split.second(), split.first());
  }

  /**
   * Checks that a source is of a known kind.
   *
   * @throws picocli.CommandLine.ParameterException if it is not
   */
  public void check(CommandSpec command) {
    if (source != null) {
      source(command);
    }
  }

  private DataSource source(CommandSpec command) {
    return DataSources.parse("--validation", source, command);
  }

  /** Reads a source or a fraction. */
  public static final class Converter implements ITypeConverter<ValidationOption> {
    @Override
    public ValidationOption convert(String text) {
      if (!text.matches("[0-9]*\\.?[0-9]+")) {
        return new ValidationOption(text, 0);
      }
      double fraction = Double.parseDouble(text);
      if (!(fraction > 0 && fraction < 1)) {
        throw new TypeConversionException("a fraction of the rows is between 0 and 1, not " + text);
      }
      return new ValidationOption(null, fraction);
    }
  }
}
