package dev.vae.data.table.cell;

/** In which order a date is written, or what else tells a moment. */
public enum DateOrder {
  YEAR_MONTH_DAY,
  DAY_MONTH_YEAR,
  MONTH_DAY_YEAR,
  YEAR_MONTH,
  /** A time without a date. */
  TIME,
  /** Seconds since 1970. */
  EPOCH_SECONDS,
  /** Milliseconds since 1970. */
  EPOCH_MILLIS;

  public boolean epoch() {
    return this == EPOCH_SECONDS || this == EPOCH_MILLIS;
  }
}
