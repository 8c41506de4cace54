package dev.vae.data.table.infer;

import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Gathers what a pass sees of every column, and decides on all of them together. */
public final class TableInference {
  private static final int BATCH = 512;
  private static final int SMALL = 2000;

  private final List<String> names;
  private final List<String> titles;
  private final char delimiter;
  private final ColumnEvidence[] evidence;
  private final String[][] waiting = new String[BATCH][];
  private int count;

  /**
   * Begins.
   *
   * @param names the columns' names, each once
   * @param titles as they stand in the file
   * @param delimiter what stands between cells
   */
  public TableInference(List<String> names, List<String> titles, char delimiter) {
    this.names = List.copyOf(names);
    this.titles = List.copyOf(titles);
    this.delimiter = delimiter;
    evidence = new ColumnEvidence[names.size()];
    for (int i = 0; i < evidence.length; i++) {
      evidence[i] = new ColumnEvidence();
    }
  }

  /** Takes the next row; cells that it lacks are missing. */
  public void add(String[] cells) {
    waiting[count++] = cells;
    if (count == BATCH) {
      look();
    }
  }

  /** Looks at the rows that wait, column by column: columns do not depend on each other. */
  private void look() {
    int rows = count;
    count = 0;
    IntStream columns = IntStream.range(0, evidence.length);
    (evidence.length * rows < SMALL ? columns : columns.parallel())
        .forEach(
            i -> {
              for (int row = 0; row < rows; row++) {
                String[] cells = waiting[row];
                evidence[i].add(i < cells.length ? cells[i] : null);
              }
            });
  }

  /** Returns the rows taken. */
  public long rows() {
    look();
    return evidence.length == 0 ? 0 : evidence[0].rows;
  }

  /** Returns the columns. */
  public List<Column> columns() {
    look();
    FileHints file = hints();
    List<Draft> drafts = new ArrayList<>();
    for (int i = 0; i < evidence.length; i++) {
      drafts.add(ColumnRules.decide(names.get(i), evidence[i], file));
    }
    duplicates(drafts);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < evidence.length; i++) {
      columns.add(drafts.get(i).column(titles.get(i)));
    }
    return columns;
  }

  /**
   * Decides again on one column, as it is told to.
   *
   * @param type a word of {@link ColumnType#WORDS}
   * @param detail what stands behind it: a decimal mark, a pattern of dates, levels in order; empty
   *     for nothing
   * @throws IllegalArgumentException saying why the column cannot be such
   */
  public Column column(int column, String type, String detail) {
    look();
    return Forced.decide(names.get(column), evidence[column], hints(), type, detail)
        .column(titles.get(column));
  }

  private FileHints hints() {
    return FileHints.of(List.of(evidence), delimiter);
  }

  private static void duplicates(List<Draft> drafts) {
    Map<List<Object>, Draft> first = new HashMap<>();
    for (Draft draft : drafts) {
      if (!draft.type.modelled() && draft.type != ColumnType.ID) {
        continue;
      }
      ColumnEvidence e = draft.evidence;
      NumberEvidence n = draft.numbers;
      boolean missingAmong = draft.missing.containsAll(e.among.keySet());
      List<Object> key =
          n == null
              ? List.of("text", e.hash, e.distinct())
              : List.of("number", n.hash, n.count, e.missing + (missingAmong ? e.amongCount : 0));
      Draft other = first.putIfAbsent(key, draft);
      if (other != null) {
        draft.type = ColumnType.DUPLICATE;
        draft.duplicateOf = Optional.of(other.name);
        draft.reason = "the same as column '" + other.name + "' in every row: modelled once, there";
        draft.doubts.clear();
        draft.doubt("the same as '" + other.name + "'", "ignore");
      }
    }
  }
}
