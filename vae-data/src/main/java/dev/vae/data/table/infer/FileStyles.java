package dev.vae.data.table.infer;

import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How another file of a known kind writes its numbers and dates: the same table may come with
 * decimal commas today and points tomorrow. A column changes its mark only where cells can be read
 * with the other one alone, or where the file's other columns or its delimiter say so of cells that
 * could mean either; its dates only where most cells are none in the known style.
 */
public final class FileStyles {
  /** So many rows are looked at. */
  public static final int ROWS = 1000;

  /** Of a column's cells, the fraction that must be readable in the other way only. */
  private static final double SURE = 0.02;

  private final List<Column> columns;
  private final Map<Integer, ColumnEvidence> seen = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();

  /** Begins, with the columns as they are known. */
  public FileStyles(List<Column> columns) {
    this.columns = List.copyOf(columns);
    for (int c = 0; c < columns.size(); c++) {
      boolean styled =
          columns.get(c).format() instanceof NumberStyle
              || columns.get(c).format() instanceof DateStyle date && !date.order().epoch();
      if (columns.get(c).modelled() && styled) {
        seen.put(c, new ColumnEvidence());
      }
    }
  }

  /** Whether there is a column whose cells matter. */
  public boolean needed() {
    return !seen.isEmpty();
  }

  /**
   * Takes a row.
   *
   * @param places for each column the cell that holds it, −1 for none
   */
  public void add(String[] cells, int[] places) {
    seen.forEach(
        (column, evidence) -> {
          int place = places[column];
          if (place >= 0 && place < cells.length) {
            evidence.add(cells[place]);
          }
        });
  }

  /**
   * Returns the columns in the style of the file.
   *
   * @param delimiter the file's
   * @param known the delimiter of the file that the columns are known from
   */
  public List<Column> columns(char delimiter, char known) {
    FileHints hints = FileHints.of(seen.values(), delimiter);
    boolean hinted = hints.sure() || delimiter != known;
    List<Column> all = new ArrayList<>(columns);
    seen.forEach(
        (c, evidence) -> {
          Column column = columns.get(c);
          if (column.format() instanceof NumberStyle style) {
            boolean other = otherMark(style, evidence, hinted, hints);
            char decimal = other ? style.decimal() == '.' ? ',' : '.' : style.decimal();
            NumberStyle own = other ? style.withDecimal(decimal) : style;
            all.set(c, column.withFormat(dressed(own, evidence)));
            if (other) {
              notes.add(
                  "column '"
                      + column.name()
                      + "' has decimal "
                      + (decimal == ',' ? "commas" : "points")
                      + " here, where it was known with "
                      + (decimal == ',' ? "points" : "commas"));
            }
          } else {
            DateStyle other = otherDates(column, evidence, hints);
            if (other != null) {
              all.set(c, column.withFormat(other));
              notes.add(
                  "column '"
                      + column.name()
                      + "' has dates like "
                      + shown(other)
                      + " here, where they were known like "
                      + shown((DateStyle) column.format()));
            }
          }
        });
    return all;
  }

  /** With the marks of thousands, the currency and the unit that the file's numbers have. */
  private static NumberStyle dressed(NumberStyle style, ColumnEvidence e) {
    boolean comma = style.decimal() == ',' && e.comma != null;
    NumberEvidence seen = comma ? e.comma : e.point;
    return seen.count == 0 || seen.scientific > 0 || style.framed()
        ? style
        : style.dressed(seen.style(), seen.thousands > 0);
  }

  private static boolean otherMark(
      NumberStyle style, ColumnEvidence e, boolean hinted, FileHints hints) {
    if (e.comma == null) {
      return false;
    }
    NumberEvidence own = style.decimal() == ',' ? e.comma : e.point;
    NumberEvidence other = style.decimal() == ',' ? e.point : e.comma;
    if (own.sure > 0) {
      return false;
    }
    boolean sure = other.sure > 0 && other.sure >= SURE * e.candidates();
    return sure || hinted && other.sure == 0 && hints.decimal() == other.decimal;
  }

  private static DateStyle otherDates(Column column, ColumnEvidence e, FileHints hints) {
    CellReader reader = new CellReader(column);
    long unread = 0;
    for (ColumnEvidence.Seen one : e.seen.values()) {
      if (!one.among) {
        unread += Double.isNaN(reader.read(one.text)) ? one.count : 0;
      }
    }
    if (2 * unread <= e.candidates()) {
      return null;
    }
    Draft draft = new Draft(column.name(), e);
    boolean dates = DateRules.decide(draft, hints, 0.9);
    boolean same = draft.type == ColumnType.DATE || draft.type == ColumnType.CONSTANT;
    return dates && same && draft.format instanceof DateStyle style ? style : null;
  }

  private static String shown(DateStyle style) {
    return style.order().epoch() ? "epochs" : DateRules.shown(style);
  }

  /** Returns what is otherwise than known, a sentence for each column. */
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
