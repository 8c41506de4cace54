package dev.vae.data.table.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One column of a table.
 *
 * @param name unique in the table; columns are matched by it
 * @param title as it stands in the file; the same unless it was empty or stood there twice
 * @param type what it holds
 * @param duplicateOf the column that a duplicate is the same as
 * @param missing the words, beside the usual ones, that stand for a missing value here
 * @param format how its cells are written
 * @param levels its values in the order of their indices, where they are few; of a hashed column,
 *     the most frequent word of each bucket
 * @param pooled rare values that share the index after the last level, {@link #otherIndex}
 * @param transform how values are best scaled
 * @param hurdle the number that stands in at least 15 % of the rows beside continuous others
 * @param summary what was counted and measured
 * @param reason why it has this type
 * @param doubts what might have been chosen instead
 */
public record Column(
    String name,
    String title,
    ColumnType type,
    Optional<String> duplicateOf,
    List<String> missing,
    CellFormat format,
    List<Level> levels,
    List<Level> pooled,
    ColumnTransform transform,
    OptionalDouble hurdle,
    Summary summary,
    String reason,
    List<Doubt> doubts) {

  public Column {
    missing = List.copyOf(missing);
    levels = List.copyOf(levels);
    pooled = List.copyOf(pooled);
    doubts = List.copyOf(doubts);
  }

  /** Returns this column written in another way. */
  public Column withFormat(CellFormat other) {
    return changed(type, missing, other, levels, pooled, transform, doubts);
  }

  /** Returns this column scaled in another way. */
  public Column withTransform(ColumnTransform other) {
    return changed(type, missing, format, levels, pooled, other, doubts);
  }

  /** Returns this column with another type, and what may be doubted then. */
  public Column withType(ColumnType other, List<Doubt> doubts) {
    return changed(other, missing, format, levels, pooled, transform, doubts);
  }

  /** Returns this column with a word more that stands for a missing value, and so for no level. */
  public Column withMissing(String word) {
    List<String> all = new ArrayList<>(missing);
    all.add(word);
    return changed(
        type,
        all,
        format,
        levels.stream().filter(level -> !level.text().equals(word)).toList(),
        pooled.stream().filter(level -> !level.text().equals(word)).toList(),
        transform,
        doubts.stream()
            .filter(doubt -> !doubt.override().equals(name + "=missing:" + word))
            .toList());
  }

  private Column changed(
      ColumnType type,
      List<String> missing,
      CellFormat format,
      List<Level> levels,
      List<Level> pooled,
      ColumnTransform transform,
      List<Doubt> doubts) {
    return new Column(
        name,
        title,
        type,
        type == ColumnType.DUPLICATE ? duplicateOf : Optional.empty(),
        missing,
        format,
        levels,
        pooled,
        transform,
        hurdle,
        summary,
        reason,
        doubts);
  }

  /** Whether a model learns the column. */
  public boolean modelled() {
    return type.modelled();
  }

  /** Whether its words share buckets. */
  public boolean hashed() {
    return type == ColumnType.HASHED;
  }

  /** Whether a blank cell is one of its values, as in a column of one mark and blanks. */
  public boolean blankIsValue() {
    return type.hasLevels() && !hashed() && levels.stream().anyMatch(l -> l.text().isEmpty());
  }

  /** Returns what stands in a missing cell: nothing, or a word where a blank is a value. */
  public String missingText() {
    return blankIsValue() ? "NULL" : "";
  }

  /**
   * Returns the value of a level that is pooled or was never seen: one more than the last level's.
   * The words of a hashed column all have a bucket.
   */
  public int otherIndex() {
    return levels.size();
  }

  /**
   * Writes a value in the column's own style: a number with its decimals, a date, a level's text.
   *
   * @return empty for NaN and, in a column of levels, for an index that no level has
   */
  public String format(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (!levels.isEmpty()) {
      int index = (int) Math.round(value);
      if (index == levels.size() && !pooled.isEmpty()) {
        return pooled.get(0).text();
      }
      return index < 0 || index >= levels.size() ? "" : levels.get(index).text();
    }
    return format.format(type == ColumnType.COUNT ? Math.rint(value) : value);
  }

  /** Returns the bucket of a word in a hashed column: FNV-1a over its characters. */
  public static int bucket(String word, int buckets) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x01000193;
    }
    return Integer.remainderUnsigned(hash ^ hash >>> 15, buckets);
  }
}
