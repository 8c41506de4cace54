package dev.vae.data.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.column.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dates as programs write them: each is read, and a made one is written as it was. */
class WrittenDatesTest {
  @TempDir Path folder;

  private static final ZonedDateTime START =
      ZonedDateTime.of(2021, 1, 11, 10, 15, 30, 123_000_000, ZoneId.of("UTC"));

  private static ZonedDateTime moment(int i) {
    return START.plusDays(7L * i).plusSeconds(4_321L * i);
  }

  private Column column(String title, IntFunction<String> cell) throws IOException {
    StringBuilder text = new StringBuilder("x\t" + title + "\n");
    for (int i = 0; i < 80; i++) {
      text.append(i * 1.5).append('\t').append(cell.apply(i)).append('\n');
    }
    return TableSchema.infer(Files.writeString(folder.resolve("t.tsv"), text)).columns().get(1);
  }

  private static IntFunction<String> by(String pattern) {
    DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    return i -> moment(i).format(formatter);
  }

  private void comesBack(String what, String title, IntFunction<String> cell) throws IOException {
    Column column = column(title, cell);
    assertTrue(column.format() instanceof DateStyle, what + ": " + column.reason());
    CellReader reader = new CellReader(column);
    for (int i = 0; i < 80; i++) {
      assertEquals(cell.apply(i), column.format(reader.read(cell.apply(i))), what);
    }
    assertTrue(
        column.doubts().stream().noneMatch(d -> d.why().contains("written like")),
        what + column.doubts());
  }

  @Test
  void programsDatesComeBack() throws IOException {
    for (String pattern :
        List.of(
            "EEE MMM dd HH:mm:ss 'CET' yyyy", // Date.toString
            "EEE MMM dd HH:mm:ss yyyy",
            "EEE, dd MMM yyyy HH:mm:ss 'GMT'",
            "EEEE, dd MMMM yyyy",
            "dd/MMM/yyyy:HH:mm:ss '+0000'",
            "yyyy-MM-dd'T'HH:mm:ss.SSS'+01:00[Europe/Berlin]'",
            "yyyy-MM-dd'T'HH:mm:ss'Z[UTC]'",
            "yyyy-MM-dd HH:mm:ss,SSS",
            "yyyyMMddHHmmss",
            "yyyyMMdd",
            "yyyyMM",
            "yy-MM-dd",
            "yy/MM/dd",
            "MMM dd yyyy hh:mma",
            "ddMMMyyyy",
            "ddMMMyy:HH:mm:ss",
            "MMM dd, yyyy",
            "dd MMM. yyyy",
            "dd-MMM-yy hh.mm.ss.SSS a",
            "d MMM yyyy HH:mm",
            "M/d/yyyy h:mm:ss a",
            "dd.MM.yy",
            "MM/yyyy",
            "MMM-yy",
            "MMMM yyyy")) {
      comesBack(pattern, "when", by(pattern));
    }
    comesBack("ORACLE", "when", i -> by("dd-MMM-yy").apply(i).toUpperCase(Locale.ROOT));
    comesBack(
        "ORACLE'S MOMENTS",
        "when",
        i -> by("dd-MMM-yy hh.mm.ss.SSS a").apply(i).toUpperCase(Locale.ROOT));
  }

  /** Where clocks change, the zone that is written and the hour belong together. */
  @Test
  void momentsStayWhereTheirZoneIs() throws IOException {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    for (int first : new int[] {0, 26}) {
      IntFunction<String> cell =
          i ->
              moment(first + i)
                  .withZoneSameInstant(berlin)
                  .format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX"));
      Column column = column("when", cell);
      CellReader reader = new CellReader(column);
      for (int i = 0; i < 80; i++) {
        double day = reader.read(cell.apply(i));
        assertEquals(moment(first + i).toEpochSecond(), Math.round(day * 86_400));
        assertEquals(day, reader.read(column.format(day)), 1e-8, cell.apply(i));
      }
    }
  }

  /** What cannot be written as it stands there is said. */
  @Test
  void otherWaysAreSaid() throws IOException {
    List<String> months = List.of("Januar", "M\u00e4rz", "Mai", "Dezember");
    Column column = column("day", i -> (1 + i % 28) + ". " + months.get(i % 4) + " 2021");
    assertTrue(column.format() instanceof DateStyle);
    assertTrue(
        column.doubts().get(0).why().startsWith("'1. Januar 2021' is read, but filled"),
        column.doubts().toString());
  }

  /** Six digits that count on are numbers, unless their name says months. */
  @Test
  void numbersThatCountOnAreNoMonths() throws IOException {
    IntFunction<String> few = i -> Integer.toString(200_001 + i % 12);
    assertTrue(!(column("part", few).format() instanceof DateStyle));
    assertTrue(column("month", few).format() instanceof DateStyle);
    assertTrue(!(column("v", i -> Integer.toString(200_001 + i)).format() instanceof DateStyle));
  }
}
