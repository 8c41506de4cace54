package dev.vae.data.table.column;

/**
 * How the values of a column are best brought to a common scale before they are modelled. Its
 * numbers are fitted on training rows, by who models.
 */
public enum ColumnTransform {
  /** As they are: levels, and columns that are not modelled. */
  NONE,
  /** Minus the mean, divided by the standard deviation. */
  STANDARDIZE,
  /** The logarithm, then standardised. */
  LOG,
  /** log(1 + x), then standardised: counts. */
  LOG1P,
  /** Of dates, in a model: week, weekday, hour and the like, each by itself. */
  CYCLES
}
