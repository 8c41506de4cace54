package dev.vae.export.table.column;

import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.parts.DatePart;
import dev.vae.data.tabular.parts.Part;
import dev.vae.data.tabular.parts.RowParts;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns of a model become cells of the table: a date with cycles is put together of its parts.
 */
public final class DateCells {
  private static final double DAY = 86_400_000;
  private static final double HOUR = 3_600_000;
  private static final double ROUNDED = 1e-6;

  private final OnnxGraph graph;
  private final List<ColumnEncoding> encodings;
  private final RowParts parts;

  /** Of all columns of a model. */
  public DateCells(OnnxGraph graph, List<ColumnEncoding> encodings) {
    this.graph = graph;
    this.encodings = encodings;
    this.parts = ColumnEncoding.parts(encodings);
  }

  /** Returns which columns are a cell. */
  public RowParts parts() {
    return parts;
  }

  /** Returns the part of a date that a column of the model is of a cell, {@code [N]}. */
  static Term part(Part part, Term cell) {
    if (part.whole()) {
      return cell;
    }
    Term millis = cell.plus(part.shift()).times(DAY).apply("Round");
    Term day = millis.over(DAY).apply("Floor");
    Term clock = millis.minus(day.times(DAY));
    Term hour = clock.over(HOUR).apply("Floor");
    Term week = day.plus(3).over(7).apply("Floor");
    return switch (part.of()) {
      case WHOLE -> cell;
      case DAY -> day;
      case WEEK -> week;
      case YEAR -> year(week);
      case SEASON -> season(week);
      case WEEK_OF_SEASON -> ofYear(week).minus(firstOfSeason(season(week)));
      case WEEKDAY -> day.plus(3).minus(week.times(7));
      case HOUR -> hour;
      case CLOCK -> clock.over(HOUR);
      case MINUTE -> clock.minus(hour.times(HOUR)).over(HOUR);
    };
  }

  private static Term year(Term week) {
    return week.over(DatePart.WEEKS).apply("Floor");
  }

  private static Term ofYear(Term week) {
    return week.minus(firstWeek(year(week)));
  }

  private static Term season(Term week) {
    return ofYear(week).times(DatePart.SEASONS).over(DatePart.MOST_WEEKS).apply("Floor");
  }

  private static Term firstWeek(Term year) {
    return year.times(DatePart.WEEKS).apply("Ceil");
  }

  private static Term firstOfSeason(Term season) {
    return season.times(DatePart.MOST_WEEKS).over(DatePart.SEASONS).apply("Ceil");
  }

  /** Returns those of a mask's columns that are the first of their cells. */
  public Term first(Term columns, int axis) {
    return parts.alone()
        ? columns
        : columns.gather(
            axis, longs(IntStream.range(0, parts.cells()).map(parts::first).toArray()));
  }

  /** Returns values of cells, on the last axis, for each of their columns. */
  public Term spread(Term cells, int axis) {
    return parts.alone()
        ? cells
        : cells.gather(axis, longs(IntStream.range(0, parts.columns()).map(parts::cell).toArray()));
  }

  private Term longs(int[] numbers) {
    return graph.longs(Arrays.stream(numbers).asLongStream().toArray());
  }

  /** Returns rows by cells of rows by columns, both in raw units. */
  public Term raw(Term columns, int axis) {
    if (parts.plain()) {
      return columns;
    }
    return cells(columns, axis, cell -> date(columns, cell, axis));
  }

  /**
   * Returns draws by cells of draws by columns, in the model's units; dates as {@link
   * RowParts#scaled}.
   *
   * @param drawn what dates are put together of
   */
  public Term scaled(Term columns, Term drawn, int axis) {
    if (parts.plain()) {
      return columns;
    }
    Term raw = new ColumnInputs(graph, List.of(), encodings).toCells(drawn.asDouble());
    return cells(
        columns.asDouble(),
        axis,
        cell -> {
          Part any = parts.part(parts.first(cell));
          return date(raw, cell, axis).minus(any.centre()).over(any.scale());
        });
  }

  private interface Dates {
    Term of(int cell);
  }

  private Term cells(Term columns, int axis, Dates dates) {
    List<Term> all = new ArrayList<>();
    for (int cell = 0; cell < parts.cells(); cell++) {
      Term own = parts.split(cell) ? dates.of(cell) : columns.at(axis, parts.first(cell));
      all.add(own.unsqueeze(axis));
    }
    return graph.concat(axis, all);
  }

  /** As {@link RowParts#date}. */
  private Term date(Term columns, int cell, int axis) {
    @Nullable Term week = null;
    @Nullable Term day = null;
    @Nullable Term clock = null;
    double step = 0;
    double most = DAY;
    Part any = parts.part(parts.first(cell));
    for (int p : parts.columns(cell)) {
      DatePart of = parts.part(p).of();
      Term value = columns.at(axis, p);
      value = of.levels() > 0 ? value.min(of.levels() - 1.0) : value;
      switch (of) {
        case WHOLE, DAY -> {
          day = sum(day, value.apply("Round"));
          step = 1;
        }
        case WEEK -> week = sum(week, value.apply("Round"));
        case YEAR -> week = sum(week, firstWeek(value.apply("Round")));
        case SEASON -> week = sum(week, firstOfSeason(value));
        case WEEK_OF_SEASON -> week = sum(week, value);
        case WEEKDAY -> {
          day = sum(day, value.minus(3));
          step = 7;
        }
        case HOUR -> {
          clock = sum(clock, value.times(HOUR));
          most = HOUR;
        }
        case CLOCK, MINUTE -> {
          Term time = value.times(HOUR).over(any.grid()).apply("Round").times(any.grid());
          clock = sum(clock, time.max(0).min(most - any.grid()));
        }
      }
    }
    @Nullable Term date = week == null ? null : week.times(7);
    date = day == null ? date : sum(date, day);
    date = clock == null ? date : sum(date, clock.over(DAY));
    Term own = Objects.requireNonNull(date).minus(any.shift());
    if (step > 0) {
      own = own.plus(steps(own.neg().plus(any.low()), step));
      own = own.minus(steps(own.minus(any.high()), step));
    }
    return own;
  }

  private static Term sum(@Nullable Term first, Term second) {
    return first == null ? second : first.plus(second);
  }

  private static Term steps(Term beyond, double step) {
    return beyond.over(step).minus(ROUNDED).apply("Ceil").max(0).times(step);
  }
}
