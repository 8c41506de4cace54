package dev.vae.data.tabular.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the cycles that a column of dates has: those in which its dates, or the values of another
 * column, are not spread evenly. Days that nobody chose, such as those of birth, have none.
 */
final class Cycles {
  private static final int FEWEST = 50;

  /** Dates that span less have no weekdays, or no seasons, in days. */
  private static final double WEEKDAYS_FROM = 56;

  private static final double YEAR = 365.2425;
  private static final double SEASONS_FROM = 2 * YEAR - 30;

  /** So many dates on the first or last days of months are dates of months. */
  private static final double MONTHLY = 0.9;

  /** What is called uneven is beyond chance by so many deviations of a chi-squared value. */
  private static final double SURE = 10;

  private static final int MOST_LEVELS = 40;
  private static final int ROWS_EACH = 5;
  private static final double[] GRIDS = {
    3_600_000, 1_800_000, 900_000, 600_000, 300_000, 60_000, 1000, 1
  };

  private Cycles() {}

  /**
   * Another column.
   *
   * @param values NaN where missing
   * @param levels how many levels it has; 0 for numbers
   */
  public record Other(double[] values, int levels) {}

  /**
   * Returns the parts that a column of dates is modelled by; {@link Part#WHOLE} alone where it has
   * no cycles.
   *
   * @param days NaN where missing
   * @param clock whether the column holds times of the day, and no dates
   * @param shift what is added to a date, in days, for its own zone's
   */
  public static List<Part> of(double[] days, boolean clock, double shift, List<Other> others) {
    double[] known = Arrays.stream(days).filter(d -> !Double.isNaN(d)).toArray();
    if (known.length < FEWEST) {
      return List.of(Part.WHOLE);
    }
    double low = Arrays.stream(known).min().orElseThrow();
    double high = Arrays.stream(known).max().orElseThrow();
    double grid = grid(known, shift);
    boolean timed = grid < DatePart.DAY_MILLIS;
    Set<DatePart> cycles = EnumSet.noneOf(DatePart.class);
    boolean dated = !clock && !monthly(known, shift);
    if (timed && has(DatePart.HOUR, days, shift, high, others)) {
      cycles.add(DatePart.HOUR);
    }
    if (dated && high - low >= WEEKDAYS_FROM && has(DatePart.WEEKDAY, days, shift, high, others)) {
      cycles.add(DatePart.WEEKDAY);
    }
    double years = Math.floor((high - low + 30) / YEAR);
    double whole = low - 30 + years * YEAR; // part of a year would make seasons uneven
    if (dated
        && high - low >= SEASONS_FROM
        && has(DatePart.SEASON, days, shift, Math.max(whole, low), others)) {
      cycles.add(DatePart.SEASON);
    }
    if (cycles.isEmpty()) {
      return List.of(Part.WHOLE);
    }
    Part any =
        clock
            ? new Part(DatePart.HOUR, Math.min(grid, DatePart.HOUR_MILLIS), shift, 0, 1)
            : new Part(DatePart.DAY, Math.min(grid, DatePart.HOUR_MILLIS), shift, low, high);
    return parts(cycles, clock, timed, grid).stream().map(any::with).toList();
  }

  private static List<DatePart> parts(
      Set<DatePart> cycles, boolean clock, boolean timed, double grid) {
    List<DatePart> parts = new ArrayList<>();
    boolean seasons = cycles.contains(DatePart.SEASON);
    boolean weekdays = seasons || cycles.contains(DatePart.WEEKDAY);
    if (!clock) {
      parts.add(seasons ? DatePart.YEAR : weekdays ? DatePart.WEEK : DatePart.DAY);
    }
    if (seasons) {
      parts.add(DatePart.SEASON);
      parts.add(DatePart.WEEK_OF_SEASON);
    }
    if (weekdays) {
      parts.add(DatePart.WEEKDAY);
    }
    if (cycles.contains(DatePart.HOUR)) {
      parts.add(DatePart.HOUR);
      if (grid < DatePart.HOUR_MILLIS) {
        parts.add(DatePart.MINUTE);
      }
    } else if (timed) {
      parts.add(DatePart.CLOCK);
    }
    return parts;
  }

  /** Returns the cycles of a column's parts in words, such as weekdays and hours. */
  public static String words(List<Part> parts) {
    List<String> words =
        parts.stream()
            .map(Part::of)
            .filter(of -> of == DatePart.SEASON || of == DatePart.WEEKDAY || of == DatePart.HOUR)
            .map(of -> of.word() + "s")
            .toList();
    int last = words.size() - 1;
    return words.size() < 2
        ? words.stream().collect(Collectors.joining())
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  /** The coarsest that all times of day lie on; a day where all are midnight. */
  private static double grid(double[] days, double shift) {
    double[] millis =
        Arrays.stream(days)
            .map(d -> Math.rint((d + shift) * DatePart.DAY_MILLIS) % DatePart.DAY_MILLIS)
            .toArray();
    if (Arrays.stream(millis).allMatch(m -> m == 0)) {
      return DatePart.DAY_MILLIS;
    }
    for (double grid : GRIDS) {
      if (Arrays.stream(millis).allMatch(m -> m % grid == 0)) {
        return grid;
      }
    }
    return 1;
  }

  private static boolean monthly(double[] days, double shift) {
    long ends =
        Arrays.stream(days)
            .mapToObj(d -> java.time.LocalDate.ofEpochDay((long) Math.floor(d + shift)))
            .filter(d -> d.getDayOfMonth() == 1 || d.getDayOfMonth() == d.lengthOfMonth())
            .count();
    return ends >= MONTHLY * days.length;
  }

  /** Whether dates up to the last, or values of another column, are uneven in a cycle. */
  private static boolean has(
      DatePart cycle, double[] days, double shift, double last, List<Other> others) {
    int k = cycle.levels();
    int[] of = new int[days.length];
    double[] counts = new double[k];
    for (int r = 0; r < of.length; r++) {
      of[r] = Double.isNaN(days[r]) || days[r] > last ? -1 : (int) cycle.of(days[r] + shift);
      if (of[r] >= 0) {
        counts[of[r]]++;
      }
    }
    double all = Arrays.stream(counts).sum();
    if (Arrays.stream(counts).filter(n -> n > 0).count() < 2) {
      return all >= FEWEST; // one weekday, or one hour, only
    }
    double uneven = 0;
    for (int i = 0; i < k; i++) {
      double expected = all * share(cycle, i);
      uneven += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    if (sure(uneven, k - 1)) {
      return true;
    }
    return others.stream()
        .anyMatch(o -> o.levels > 0 ? levels(of, k, o) : numbers(of, k, o.values));
  }

  /** How many of evenly spread dates a level of a cycle has. */
  private static double share(DatePart cycle, int level) {
    double weeks =
        DatePart.firstOfSeason(level + 1)
            - DatePart.firstOfSeason(level)
            - (level == 11 ? DatePart.MOST_WEEKS - DatePart.WEEKS : 0);
    return cycle == DatePart.SEASON ? weeks / DatePart.WEEKS : 1.0 / cycle.levels();
  }

  private static boolean sure(double value, double freedom) {
    return freedom > 0 && value > freedom + SURE * Math.sqrt(2 * freedom);
  }

  /** Whether means of numbers differ between levels of a cycle (one-way analysis of variance). */
  private static boolean numbers(int[] of, int k, double[] values) {
    double[] count = new double[k];
    double[] sum = new double[k];
    double squares = 0;
    for (int r = 0; r < of.length; r++) {
      if (of[r] >= 0 && !Double.isNaN(values[r])) {
        count[of[r]]++;
        sum[of[r]] += values[r];
        squares += values[r] * values[r];
      }
    }
    double n = Arrays.stream(count).sum();
    double mean = Arrays.stream(sum).sum() / n;
    double between = 0;
    int used = 0;
    for (int i = 0; i < k; i++) {
      if (count[i] > 0) {
        double apart = sum[i] / count[i] - mean;
        between += count[i] * apart * apart;
        used++;
      }
    }
    double within = squares - n * mean * mean - between;
    return n > used && sure(between / Math.max(1e-12, within / (n - used)), used - 1.0);
  }

  /** Whether levels of a column are not spread alike over the levels of a cycle. */
  private static boolean levels(int[] of, int k, Other other) {
    if (other.levels > MOST_LEVELS) {
      return false;
    }
    double[][] count = new double[k][other.levels];
    double[] rows = new double[k];
    double[] columns = new double[other.levels];
    for (int r = 0; r < of.length; r++) {
      double level = other.values[r];
      if (of[r] >= 0 && level >= 0 && level < other.levels) {
        count[of[r]][(int) level]++;
        rows[of[r]]++;
        columns[(int) level]++;
      }
    }
    double n = Arrays.stream(rows).sum();
    double sum = 0;
    int cells = 0;
    for (int i = 0; i < k; i++) {
      for (int l = 0; l < other.levels; l++) {
        double expected = rows[i] * columns[l] / n;
        if (expected >= ROWS_EACH) {
          sum += (count[i][l] - expected) * (count[i][l] - expected) / expected;
          cells++;
        }
      }
    }
    return sure(sum, cells);
  }
}
