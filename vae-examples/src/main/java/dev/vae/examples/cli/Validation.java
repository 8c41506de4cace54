package dev.vae.examples.cli;

import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The rows a training run is judged by: a source of their own, or a share of the rows to train on.
 *
 * @param source the source; null where it is a share
 * @param share the share, between 0 and 1
 */
record Validation(DataSource source, double share) {

  /** The rows to train on, and those to judge by, which may be null. */
  record Parts(Dataset train, Dataset valid) {}

  /** Splits rows, or opens the other source. */
  Parts of(Dataset rows, RowOptions options, Console console) {
    if (source != null) {
      return new Parts(rows, options.open(source, console));
    }
    Dataset.Split split = rows.split(share, options.seed());
    return new Parts(split.second(), split.first());
  }

  /** Reads a source or a share. */
  static final class Converter implements ITypeConverter<Validation> {
    @Override
    public Validation convert(String text) {
      if (!text.matches("[0-9]*\\.?[0-9]+")) {
        return new Validation(new Sources().convert(text), 0);
      }
      double share = Double.parseDouble(text);
      if (!(share > 0 && share < 1)) {
        throw new TypeConversionException("a share of the rows is between 0 and 1, not " + text);
      }
      return new Validation(null, share);
    }
  }
}
