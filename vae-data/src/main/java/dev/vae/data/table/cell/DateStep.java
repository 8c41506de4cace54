package dev.vae.data.table.cell;

import java.time.LocalDate;
import java.util.Locale;

/**
 * The moments that a column's dates keep to, such as whole hours or firsts of months; from fine to
 * coarse, each among those of all before it.
 */
public enum DateStep {
  /** As fine as they are written. */
  WRITTEN(0),
  SECOND(1),
  MINUTE(60),
  FIVE_MINUTES(300),
  QUARTER_HOUR(900),
  HALF_HOUR(1800),
  HOUR(3600),
  DAY(86_400),
  MONTH(86_400);

  /** Days after the first that are nearer to the next first. */
  public static final int HALF_A_MONTH = 15;

  private static final long MICROS = 86_400_000_000L;

  private final int seconds;

  DateStep(int seconds) {
    this.seconds = seconds;
  }

  /** Returns how many seconds are between two moments of one day; 0 for as fine as written. */
  public int seconds() {
    return seconds;
  }

  /** Returns its name in a schema. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the coarsest step, this or a finer one, that a moment keeps to.
   *
   * @param days since 1970-01-01 where it was written
   */
  public DateStep with(double days) {
    DateStep step = this;
    while (!step.has(days)) {
      step = values()[step.ordinal() - 1];
    }
    return step;
  }

  private boolean has(double days) {
    if (this == WRITTEN) {
      return true;
    }
    long day = (long) Math.floor(days);
    long micros = Math.round((days - day) * MICROS); // a double's days are as fine
    if (micros % (seconds * 1_000_000L) != 0) {
      return false;
    }
    return this != MONTH || first(day + micros / MICROS);
  }

  private static boolean first(long day) {
    return LocalDate.ofEpochDay(day).getDayOfMonth() == 1;
  }
}
