package dev.vae.export.runtime;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The columns that rows of a table may have: those that files take, and those that the table has
 * beside them, such as ids, which are not read. Any other name is a slip, and what stands there
 * would be missing without a word. It says so by itself, without the words of vae-core, which who
 * runs exported files need not have.
 */
final class KnownColumns {
  private static final int MOST_LISTED = 12;
  private static final int LONGEST = 200;

  private final List<String> taken;
  private final Set<String> known;

  /**
   * Takes names.
   *
   * @param taken of columns that files take
   * @param table of all columns of the table
   */
  KnownColumns(List<String> taken, List<String> table) {
    this.taken = taken;
    known = new LinkedHashSet<>(taken);
    known.addAll(table);
  }

  /**
   * Looks at the names of all rows.
   *
   * @throws IllegalArgumentException naming the first that the table does not have, and the nearest
   *     that it has
   */
  void check(List<? extends Map<String, ?>> rows) {
    for (int r = 0; r < rows.size(); r++) {
      Map<String, ?> row = rows.get(r);
      if (row == null) {
        throw new IllegalArgumentException("row " + r + " is null");
      }
      for (Object name : row.keySet()) {
        if (!known.contains(name)) {
          throw new IllegalArgumentException(
              "row "
                  + r
                  + ": the table has no column '"
                  + shown(String.valueOf(name))
                  + "'; "
                  + suggest(String.valueOf(name)));
        }
      }
    }
  }

  private String suggest(String wrong) {
    String list =
        taken.stream().limit(MOST_LISTED).map(KnownColumns::shown).collect(Collectors.joining(", "))
            + (taken.size() > MOST_LISTED ? ", ... " + taken.size() + " in all" : "");
    return nearest(wrong)
        .map(name -> "did you mean '" + shown(name) + "'? (" + list + ")")
        .orElse("known: " + list);
  }

  private Optional<String> nearest(String wrong) {
    if (wrong.length() > LONGEST) {
      return Optional.empty();
    }
    String low = wrong.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(name -> name.length() <= LONGEST)
        .min(Comparator.comparingInt(name -> edits(low, name.toLowerCase(Locale.ROOT))))
        .filter(name -> edits(low, name.toLowerCase(Locale.ROOT)) <= name.length() / 3 + 1);
  }

  /** Levenshtein's distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(same, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  /** A name as it may stand in a message: on one line, and not too long. */
  private static String shown(String name) {
    String start = name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "...";
    return start.replaceAll("\\p{Cntrl}", "?");
  }
}
