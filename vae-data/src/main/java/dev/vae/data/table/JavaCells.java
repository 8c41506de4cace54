package dev.vae.data.table;

import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.cell.UnitStyle;
import dev.vae.data.table.column.CellFormat;
import dev.vae.data.table.column.Column;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** Values of Java as the cells of a schema: numbers with its decimal mark, dates in its order. */
@NullUnmarked // no null leaves it
final class JavaCells {
  private static final double DAY = 86_400e9;

  private JavaCells() {}

  static List<Map<String, String>> of(TableSchema schema, List<? extends Map<String, ?>> rows) {
    Map<String, Column> columns = new HashMap<>();
    schema.columns().forEach(c -> columns.put(c.name(), c));
    List<Map<String, String>> cells = new ArrayList<>();
    for (Map<String, ?> row : rows) {
      Map<String, String> texts = new HashMap<>();
      row.forEach((name, value) -> texts.put(name, cell(columns.get(name), value)));
      cells.add(texts);
    }
    return cells;
  }

  private static String cell(Column column, Object value) {
    if (column != null && value instanceof Number) {
      CellFormat format =
          column.format() instanceof UnitStyle units ? units.number() : column.format();
      boolean comma = format instanceof NumberStyle style && style.decimal() == ',';
      return comma ? RowsSource.text(value).replace('.', ',') : RowsSource.text(value);
    }
    if (value instanceof Duration duration) {
      return RowsSource.text(duration.toNanos() / 1e9);
    }
    double days = days(value);
    if (column != null && column.format() instanceof DateStyle style && !Double.isNaN(days)) {
      return style.format(days);
    }
    return RowsSource.text(value);
  }

  private static double days(Object value) {
    if (value instanceof LocalDate date) {
      return date.toEpochDay();
    }
    if (value instanceof LocalDateTime moment) {
      return moment.toLocalDate().toEpochDay() + moment.toLocalTime().toNanoOfDay() / DAY;
    }
    if (value instanceof OffsetDateTime moment) {
      return days(LocalDateTime.ofInstant(moment.toInstant(), ZoneOffset.UTC));
    }
    if (value instanceof ZonedDateTime moment) {
      return days(LocalDateTime.ofInstant(moment.toInstant(), ZoneOffset.UTC));
    }
    if (value instanceof Instant moment) {
      return days(LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
    }
    return value instanceof LocalTime time ? time.toNanoOfDay() / DAY : Double.NaN;
  }
}
