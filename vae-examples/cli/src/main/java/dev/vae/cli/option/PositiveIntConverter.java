package dev.vae.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads whole numbers from 1 up. */
public final class PositiveIntConverter implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException("'" + text + "' must be a positive integer");
  }
}
