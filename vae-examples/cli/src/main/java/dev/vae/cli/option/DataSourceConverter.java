package dev.vae.cli.option;

import dev.vae.data.rows.DataException;
import dev.vae.data.source.DataSource;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a data source, so that a misspelt one is misuse and nothing is begun. */
final class DataSourceConverter implements ITypeConverter<DataSource> {

  @Override
  public DataSource convert(String text) {
    try {
      return DataSource.parse(text);
    } catch (DataException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
