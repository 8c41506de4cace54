package dev.vae.data.table.dialect;

import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.cell.MissingWords;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a first record names the columns. */
final class Header {
  private static final double MOSTLY = 0.8;

  /** So many titles in a row that count up are no cells by chance. */
  private static final int LONG_RUN = 5;

  private static final Pattern WHOLE = Pattern.compile("\\d{1,6}");

  private Header() {}

  static boolean is(List<RawRecord> records, List<String> names) {
    List<RawRecord> rows = records.stream().filter(r -> r.cells().length > 0).toList();
    if (rows.isEmpty()) {
      return false;
    }
    String[] first = rows.get(0).cells();
    if (!names.isEmpty()) {
      long known =
          java.util.Arrays.stream(first).map(Blanks::strip).filter(names::contains).count();
      if (known > 0 && 2 * known >= Math.min(first.length, names.size())) {
        return true;
      }
    }
    if (numbered(first) && rows.size() > 3) {
      return true;
    }
    double yes = 0;
    double no = 0;
    boolean sure = false; // a word, and no mark of what is missing, over numbers or dates
    for (int column = 0; column < first.length; column++) {
      String title = Blanks.strip(first[column]);
      if (title.isEmpty()) {
        continue; // names of row numbers are often left out
      }
      int typed = 0;
      int filled = 0;
      Set<String> values = new HashSet<>();
      for (RawRecord row : rows.subList(1, rows.size())) {
        if (column < row.cells().length && !CellKind.isMissing(row.cells()[column])) {
          filled++;
          typed += CellKind.isTyped(row.cells()[column]) ? 1 : 0;
          values.add(Blanks.strip(row.cells()[column]));
        }
      }
      boolean typedTitle = CellKind.isTyped(title) || MissingWords.always(title);
      if (typedTitle) {
        no += year(title, values) || counted(first, column, values) ? 0 : 1;
      } else if (filled > 0 && typed >= MOSTLY * filled) {
        yes += 1;
        sure |= !MissingWords.amongNumbers(title);
      } else if (values.contains(title)) {
        no += 1;
      } else {
        yes += filled == 0 || values.size() == filled ? 0.25 : 0.5;
      }
    }
    return yes > no && (distinct(first) || sure && no == 0);
  }

  /** 2019, 2020, 2021 over columns of other numbers. */
  private static boolean year(String title, Set<String> values) {
    boolean looks = title.matches("(19|20)\\d\\d");
    return looks && values.stream().noneMatch(v -> v.matches("(19|20)\\d\\d"));
  }

  /**
   * Whether a title is one of a run such as 0, 1, 2, as programs number columns that have no names,
   * before or behind titles of words; in a shorter run only where no cell below is the same.
   */
  private static boolean counted(String[] first, int column, Set<String> values) {
    int from = column;
    while (from > 0 && follows(first, from)) {
      from--;
    }
    int to = column;
    while (to + 1 < first.length && follows(first, to + 1)) {
      to++;
    }
    String start = Blanks.strip(first[from]);
    boolean begins = start.equals("0") || start.equals("1");
    boolean sure = to - from + 1 >= LONG_RUN || !values.contains(Blanks.strip(first[column]));
    return begins && to > from && sure;
  }

  /** Whether a title is a whole number, one more than that before it. */
  private static boolean follows(String[] first, int column) {
    String before = Blanks.strip(first[column - 1]);
    return WHOLE.matcher(before).matches()
        && Blanks.strip(first[column]).equals(Integer.toString(Integer.parseInt(before) + 1));
  }

  /** 0, 1, 2, ... as programs number columns that have no names. */
  private static boolean numbered(String[] first) {
    if (first.length < 3) {
      return false;
    }
    int start = first[0].isBlank() ? 1 : 0;
    String zero = Blanks.strip(first[start]);
    if (!zero.equals("0") && !zero.equals("1")) {
      return false;
    }
    int from = Integer.parseInt(zero);
    for (int i = start; i < first.length; i++) {
      if (!Blanks.strip(first[i]).equals(Integer.toString(from + i - start))) {
        return false;
      }
    }
    return true;
  }

  /** Nearly all names of a header differ. */
  private static boolean distinct(String[] first) {
    long filled = java.util.Arrays.stream(first).filter(c -> !c.isBlank()).count();
    long different =
        java.util.Arrays.stream(first)
            .map(Blanks::strip)
            .filter(c -> !c.isEmpty())
            .distinct()
            .count();
    return different >= 0.5 * filled;
  }
}
