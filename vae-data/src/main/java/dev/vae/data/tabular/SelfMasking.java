package dev.vae.data.tabular;

import dev.vae.core.plugin.Spec;
import dev.vae.data.rows.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which values of a column of numbers are missing more often than others, where they are missing
 * not at random but by their own size (Ipsen et al. 2021).
 */
public enum SelfMasking {
  /** The large ones. */
  HIGH,
  /** The small ones. */
  LOW,
  /** Either: what is learned, of which a table says little. */
  EITHER;

  /** Returns its name in files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For each column whether it is one of these. */
  static boolean[] of(List<ColumnEncoding> columns, Map<String, SelfMasking> masked) {
    boolean[] of = new boolean[columns.size()];
    for (int c = 0; c < of.length; c++) {
      of[c] = masked.containsKey(columns.get(c).name());
    }
    return of;
  }

  /**
   * Refuses what cannot be.
   *
   * @throws DataException if one is not a column of numbers that is modelled
   */
  static void check(List<ColumnEncoding> columns, Map<String, SelfMasking> masked) {
    List<String> numbers =
        columns.stream().filter(c -> !c.category()).map(ColumnEncoding::name).toList();
    for (String name : masked.keySet()) {
      if (!numbers.contains(name)) {
        throw new DataException(
            "values can be missing by their own size in columns of numbers that are modelled, which"
                + " '"
                + name
                + "' is not; those are "
                + String.join(", ", numbers));
      }
    }
  }

  /** The likelihoods of columns of numbers: one part for each way of missing. */
  static List<Spec> parts(
      Spec numbers,
      List<ColumnEncoding> columns,
      List<Object> members,
      Map<String, SelfMasking> masked) {
    Map<String, List<Object>> groups = new LinkedHashMap<>();
    for (Object member : members) {
      SelfMasking how = masked.get(columns.get((int) member).name());
      String word = how == null ? "" : how.word();
      groups.computeIfAbsent(word, w -> new ArrayList<>()).add(member);
    }
    List<Spec> parts = new ArrayList<>();
    groups.forEach(
        (word, own) -> {
          Spec part =
              word.isEmpty()
                  ? numbers
                  : Spec.of("selfMasked").with("likelihood", numbers).with("missing", word);
          parts.add(part.with("columns", own));
        });
    return parts;
  }
}
