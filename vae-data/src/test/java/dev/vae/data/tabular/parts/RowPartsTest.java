package dev.vae.data.tabular.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RowPartsTest {
  private static final double LOW = LocalDate.of(1890, 3, 1).toEpochDay();
  private static final double HIGH = LocalDate.of(2390, 3, 1).toEpochDay();

  private static final List<List<DatePart>> ALL =
      List.of(
          List.of(DatePart.DAY, DatePart.HOUR, DatePart.MINUTE),
          List.of(DatePart.WEEK, DatePart.WEEKDAY, DatePart.CLOCK),
          List.of(DatePart.WEEK, DatePart.WEEKDAY, DatePart.HOUR, DatePart.MINUTE),
          List.of(
              DatePart.YEAR,
              DatePart.SEASON,
              DatePart.WEEK_OF_SEASON,
              DatePart.WEEKDAY,
              DatePart.HOUR,
              DatePart.MINUTE));

  private static RowParts of(List<DatePart> parts, double grid, double shift) {
    Part any = new Part(DatePart.DAY, grid, shift, LOW, HIGH);
    DoubleUnaryOperator same = v -> v;
    return RowParts.of(
        Collections.nCopies(parts.size(), "when"),
        parts.stream().map(any::with).toList(),
        Collections.nCopies(parts.size(), same));
  }

  private static double[] taken(RowParts parts, double date) {
    double[] row = new double[parts.columns()];
    for (int c = 0; c < row.length; c++) {
      row[c] = parts.part(c).value(date);
    }
    return row;
  }

  @Test
  void aDateIsPutTogetherOfItsParts() {
    SplittableRandom random = new SplittableRandom(1);
    for (List<DatePart> own : ALL) {
      for (double shift : new double[] {0, 5.5 / 24, -8 / 24.0}) {
        RowParts parts = of(own, 1000, shift);
        for (int i = 0; i < 20_000; i++) {
          double day = LOW + 1 + random.nextInt((int) (HIGH - LOW) - 2);
          double date = day + random.nextInt(86_400) / 86_400.0;
          double[] row = taken(parts, date);
          for (int c = 0; c < row.length; c++) {
            int levels = parts.part(c).of().levels();
            assertTrue(levels == 0 || row[c] >= 0 && row[c] < levels, own.get(c) + " " + row[c]);
          }
          assertEquals(date, parts.date(0, row), 1e-9, own.toString());
        }
      }
    }
  }

  @Test
  void partsAreThoseOfTheCalendar() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 5000; i++) {
      LocalDateTime then =
          LocalDateTime.of(1930, 1, 1, 0, 0).plusSeconds(random.nextLong(4_000_000_000L));
      double date = then.toEpochSecond(ZoneOffset.UTC) / 86_400.0;
      assertEquals(then.getDayOfWeek().getValue() - 1, DatePart.WEEKDAY.of(date));
      assertEquals(then.getHour(), DatePart.HOUR.of(date));
      assertEquals(
          (then.getMinute() * 60 + then.getSecond()) / 3600.0, DatePart.MINUTE.of(date), 1e-9);
      LocalDate monday = then.toLocalDate().with(DayOfWeek.MONDAY);
      // a year of weeks is within one of the calendar's
      double year = 1970 + DatePart.YEAR.of(date);
      assertTrue(
          monday.minusDays(7).getYear() <= year && year <= monday.plusDays(13).getYear(),
          then + " " + year);
      double apart = Math.abs((then.getDayOfYear() - 1) / 30.44 - DatePart.SEASON.of(date) - 0.5);
      assertTrue(apart < 1 || apart > 11, then + " " + apart);
    }
  }

  @Test
  void datesBeyondTheTableKeepWeekdayAndTime() {
    RowParts parts = of(ALL.get(2), 60_000, 0);
    double[] row = {1e5, 2, 10, 0.5};
    double date = parts.date(0, row);
    assertTrue(date <= HIGH && date > HIGH - 7, "" + date);
    assertEquals(2, DatePart.WEEKDAY.of(date));
    assertEquals(10, DatePart.HOUR.of(date));
    row[0] = -1e5;
    assertTrue(parts.date(0, row) >= LOW && parts.date(0, row) < LOW + 7);
  }

  @Test
  void timesLieOnTheColumnsGrid() {
    RowParts parts = of(ALL.get(0), 900_000, 0);
    assertEquals(19_000 + 10.25 / 24, parts.date(0, new double[] {19_000.3, 10, 0.3}), 1e-9);
    assertEquals(19_000 + 10.75 / 24, parts.date(0, new double[] {18_999.7, 10, 1.4}), 1e-9);
  }
}
