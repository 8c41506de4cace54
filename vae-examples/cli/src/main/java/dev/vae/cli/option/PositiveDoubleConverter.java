package dev.vae.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers above 0. */
public final class PositiveDoubleConverter implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    try {
      double value = Double.parseDouble(text);
      if (value > 0 && !Double.isInfinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException("'" + text + "' must be a number above 0");
  }
}
