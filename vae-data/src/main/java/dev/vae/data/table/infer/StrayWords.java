package dev.vae.data.table.infer;

import dev.vae.data.table.infer.ColumnEvidence.Misfit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cells of a column without a digit. If they are few different words, and rare, the others may
 * be dates, lengths of time or numbers with units beside {@code NC}, {@code DNF} or {@code
 * pending}.
 */
final class StrayWords {
  private static final int MOST_WORDS = 3;
  private static final int LISTED = 4;
  private static final double MOST_CELLS = 0.2;
  private static final int DIFFERENT = 20;

  private final Map<String, Long> words = new LinkedHashMap<>(); // with the first row of each
  private final List<Misfit> first = new ArrayList<>();
  private long cells;

  /** Takes a cell that has no digit. */
  void add(String text, long row) {
    cells++;
    if (words.size() <= MOST_WORDS) {
      words.putIfAbsent(text, row);
    }
    if (first.size() < LISTED) {
      first.add(new Misfit(row, text));
    }
  }

  /** Returns the cells that can be set aside: 0 if they are no few words among many others. */
  long aside(ColumnEvidence e) {
    boolean codes = words.keySet().stream().anyMatch(w -> w.length() == 1 && w.charAt(0) < 0x7f);
    boolean few = words.size() <= MOST_WORDS && cells <= MOST_CELLS * e.candidates();
    return few && !codes && e.distinct() >= DIFFERENT ? cells : 0;
  }

  /** Returns the first of them. */
  List<Misfit> first() {
    return first;
  }
}
