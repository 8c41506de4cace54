package dev.vae.data.tabular.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class CyclesTest {
  private final Random random = new Random(1);

  private static List<DatePart> of(double[] days, Cycles.Other... others) {
    return Cycles.of(days, false, 0, List.of(others)).stream().map(Part::of).toList();
  }

  private double[] days(int count, DoubleSupplier each) {
    double[] days = new double[count];
    Arrays.setAll(days, i -> each.getAsDouble());
    return days;
  }

  @Test
  void evenDatesHaveNone() {
    assertEquals(List.of(DatePart.WHOLE), of(days(5000, () -> random.nextInt(20_000))));
    assertEquals(List.of(DatePart.WHOLE), of(days(5000, () -> 2000 * random.nextDouble())));
    double[] other = days(5000, random::nextGaussian);
    assertEquals(
        List.of(DatePart.WHOLE),
        of(days(5000, () -> random.nextInt(20_000)), new Cycles.Other(other, 0)));
  }

  @Test
  void workingDaysHaveWeekdays() {
    double[] days = days(900, () -> 19_000 + 7 * random.nextInt(50) + random.nextInt(5));
    assertEquals(List.of(DatePart.WEEK, DatePart.WEEKDAY), of(days));
  }

  @Test
  void officeHoursAreHours() {
    double[] days = days(900, () -> 19_000 + random.nextInt(400) + (9 + random.nextInt(8)) / 24.0);
    assertEquals(List.of(DatePart.DAY, DatePart.HOUR), of(days));
    double[] minutes = days(900, () -> 19_000 + random.nextInt(30) + 0.3 + random.nextDouble() / 3);
    assertEquals(List.of(DatePart.DAY, DatePart.HOUR, DatePart.MINUTE), of(minutes));
  }

  @Test
  void aDayEachHasTheWeekdaysAndSeasonsOfAnotherColumn() {
    double[] days = new double[1400];
    Arrays.setAll(days, i -> 17_000 + i);
    double[] sold =
        Arrays.stream(days).map(d -> DatePart.WEEKDAY.of(d) + random.nextGaussian()).toArray();
    assertEquals(List.of(DatePart.WEEK, DatePart.WEEKDAY), of(days, new Cycles.Other(sold, 0)));
    double[] warm =
        Arrays.stream(days)
            .map(d -> Math.cos(2 * Math.PI * d / 365.25) + 0.3 * random.nextGaussian())
            .toArray();
    assertTrue(of(days, new Cycles.Other(warm, 0)).contains(DatePart.SEASON));
    assertEquals(List.of(DatePart.WHOLE), of(days));
  }

  @Test
  void monthsEndsHaveNoWeekdaysAndFewDatesNothing() {
    double[] ends =
        days(
            600,
            () ->
                java.time.LocalDate.of(2015 + random.nextInt(8), 1 + random.nextInt(12), 1)
                    .toEpochDay());
    assertEquals(List.of(DatePart.WHOLE), of(ends));
    assertEquals(List.of(DatePart.WHOLE), of(days(40, () -> 19_000 + 7 * random.nextInt(50))));
  }

  @Test
  void cyclesAreToldInWords() {
    Part any = new Part(DatePart.WEEK, 1, 0, 0, 1);
    List<Part> parts = List.of(any, any.with(DatePart.WEEKDAY), any.with(DatePart.HOUR));
    assertEquals("weekdays and hours", Cycles.words(parts));
  }
}
