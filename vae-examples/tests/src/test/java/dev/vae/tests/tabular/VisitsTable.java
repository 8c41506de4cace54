package dev.vae.tests.tabular;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Visits in office hours, never on a Sunday, whose amounts depend on the weekday and on the hour;
 * and when each was asked for, a day.
 */
final class VisitsTable {
  static final List<String> NAMES = List.of("when", "kind", "amount", "asked", "minutes");
  static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final int[] HOURS = {9, 9, 10, 10, 10, 11, 11, 12, 14, 14, 14, 15, 15, 16, 17};
  private static final double[] AMOUNTS = {40, 45, 50, 55, 80, 120};

  private VisitsTable() {}

  /** Rows by {@link #NAMES}, missing cells empty. */
  static List<String[]> rows(int count, double holes, long seed) {
    Random random = new Random(seed);
    List<String[]> rows = new ArrayList<>();
    while (rows.size() < count) {
      LocalDate day = LocalDate.of(2023, 1, 2).plusDays(random.nextInt(364));
      DayOfWeek weekday = day.getDayOfWeek();
      boolean free = weekday == DayOfWeek.SATURDAY && random.nextInt(5) < 3;
      if (weekday == DayOfWeek.SUNDAY || free) {
        continue;
      }
      int hour = HOURS[random.nextInt(HOURS.length)];
      LocalDateTime when = day.atTime(hour, random.nextInt(60));
      String kind = new String[] {"visit", "call", "post"}[random.nextInt(3)];
      double amount =
          AMOUNTS[weekday.getValue() - 1]
              * (hour < 14 ? 1 : 1.3)
              * (kind.equals("visit") ? 1.5 : 1)
              * (1 + 0.1 * random.nextGaussian());
      String[] row = {
        when.format(WHEN),
        kind,
        String.format(Locale.ROOT, "%.2f", amount),
        day.minusDays(1 + random.nextInt(20)).toString(),
        Integer.toString(20 + (int) (-10 * Math.log(1 - random.nextDouble())))
      };
      for (int c = 0; c < row.length; c++) {
        row[c] = random.nextDouble() < holes ? "" : row[c];
      }
      rows.add(row);
    }
    return rows;
  }

  static String csv(List<String[]> rows) {
    StringBuilder text = new StringBuilder(String.join(",", NAMES)).append('\n');
    rows.forEach(row -> text.append(String.join(",", row)).append('\n'));
    return text.toString();
  }

  /** The columns in reverse, and the rows. */
  static String reversed(List<String[]> rows) {
    StringBuilder text = new StringBuilder();
    List<String[]> all = new ArrayList<>(rows);
    all.add(NAMES.toArray(String[]::new));
    for (int r = all.size() - 1; r >= 0; r--) {
      List<String> cells = new ArrayList<>();
      for (int c = NAMES.size() - 1; c >= 0; c--) {
        cells.add(all.get(r)[c]);
      }
      text.append(String.join(",", cells)).append('\n');
    }
    return text.toString();
  }
}
