package dev.vae.data.table.cell;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one column by what is known of it. For one thread. */
public final class CellReader {
  private final Column column;
  private final Map<String, Integer> indices = new HashMap<>();
  private final Set<String> missing;
  private final NumberText numbers = new NumberText();
  private final DateText dates = new DateText();
  private final UnitText units = new UnitText();
  private final DurationText durations = new DurationText();
  private final boolean folded;
  private final boolean byNumber;
  private final @Nullable String nothing; // what would mean missing, and is a level
  private @Nullable String reason;

  public CellReader(Column column) {
    this.column = column;
    missing = new HashSet<>(column.missing());
    folded = column.type() == ColumnType.BINARY;
    byNumber = column.format() instanceof NumberStyle;
    nothing =
        column.hashed()
            ? null
            : column.levels().stream()
                .map(Level::text)
                .filter(MissingWords::always)
                .findFirst()
                .orElse(null);
    List<Level> levels = column.levels();
    if (!column.hashed()) {
      for (int i = 0; i < levels.size(); i++) {
        indices.put(key(levels.get(i).text()), i);
      }
      column.pooled().forEach(level -> indices.put(key(level.text()), column.otherIndex()));
    }
  }

  /** What makes two texts one level: blanks never count, of yes and no the case neither. */
  private String key(String text) {
    String word = Blanks.strip(text);
    if (byNumber) {
      char decimal = ((NumberStyle) column.format()).decimal();
      double number = numbers.parse(word, decimal);
      number = Double.isNaN(number) ? numbers.parse(Notes.without(word), decimal) : number;
      if (!Double.isNaN(number)) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
            ? Long.toString((long) number)
            : Double.toString(number);
      }
    }
    return folded ? word.toLowerCase(java.util.Locale.ROOT) : word;
  }

  /**
   * Returns the value of a cell: a number, days, or the index of a level; NaN if it is missing,
   * cannot be read or the column is not modelled. A level never seen is {@link Column#otherIndex}.
   */
  public double read(String cell) {
    reason = null;
    String text = Blanks.strip(cell);
    if (isMissing(text) && !text.equals(nothing)) {
      return Double.NaN;
    }
    if (!column.type().modelled()) {
      boolean constant = column.type() == ColumnType.CONSTANT;
      boolean empty = column.type() == ColumnType.EMPTY;
      reason =
          constant && !indices.containsKey(key(text))
              ? "changed"
              : empty && !MissingWords.amongNumbers(text) ? "was empty before" : null;
      return Double.NaN;
    }
    if (column.hashed()) {
      return Column.bucket(text, column.levels().size());
    }
    if (column.type().hasLevels()) {
      Integer index = indices.get(text);
      if (index == null) {
        index = indices.get(key(text));
      }
      if (index == null) {
        reason = "unseen value";
        return column.otherIndex();
      }
      return index;
    }
    double value = value(text);
    if (Double.isNaN(value)) {
      boolean marker = !text.isEmpty() && MissingWords.amongNumbers(text);
      reason = marker ? null : column.format() instanceof DateStyle ? "no date" : "no number";
    }
    return value;
  }

  /** A number or a date, with a note beside it or not. */
  private double value(String text) {
    double value = bare(text);
    if (!Double.isNaN(value)) {
      return value;
    }
    String without = Notes.without(text);
    return without.equals(text) ? value : bare(without);
  }

  private double bare(String text) {
    return column.format() instanceof DateStyle style
        ? style.parse(text, dates, numbers)
        : number(text);
  }

  private double number(String text) {
    if (column.format() instanceof NumberStyle style) {
      return style.parse(text, numbers);
    }
    if (column.format() instanceof UnitStyle style) {
      return style.parse(text, units, numbers);
    }
    return column.format() instanceof DurationStyle style
        ? style.parse(text, durations, numbers)
        : numbers.parse(text, '.');
  }

  private boolean isMissing(String text) {
    return MissingWords.always(text) || !missing.isEmpty() && missing.contains(text);
  }

  /**
   * Returns why the last cell has no value, or none that was seen before; null if nothing is amiss.
   */
  public @Nullable String reason() {
    return reason;
  }
}
