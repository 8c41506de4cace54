package dev.vae.data.table.infer;

import dev.vae.data.table.cell.DateOrder;
import dev.vae.data.table.cell.DateStep;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.cell.DateText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Which ways of writing a date fit the cells of a column. */
final class DateEvidence {
  private static final int MOST_STYLES = 40;

  /** Of fewer cells, moments are what they happen to be. */
  private static final int FEW = 10;

  private static final DateOrder[] ORDERS = {
    DateOrder.YEAR_MONTH_DAY,
    DateOrder.DAY_MONTH_YEAR,
    DateOrder.MONTH_DAY_YEAR,
    DateOrder.YEAR_MONTH,
    DateOrder.TIME
  };

  /** A way of writing: order, mark, whether months are names, and whether a first year is short. */
  record Way(DateOrder order, char separator, boolean named, boolean brief) {}

  /** How one cell fits: bit i for order i; the patterns that write it. */
  static final class Fit {
    final Way[] ways = new Way[ORDERS.length];
    final String[] patterns = new String[ORDERS.length];
    final double[] days = new double[ORDERS.length]; // where it was written
    final int[] dayOfMonth = new int[ORDERS.length];
    int offset;
    boolean compact;

    boolean fits(DateOrder order) {
      return ways[Arrays.asList(ORDERS).indexOf(order)] != null;
    }
  }

  private static final class Tally {
    long count;
    final Map<String, long[]> patterns = new HashMap<>();
    DateStep step = DateStep.MONTH; // the coarsest that all keep to
    final Map<String, Integer> offsets = new HashMap<>(); // by pattern
    int daysOfMonth; // those seen, a bit each
    boolean compact;
  }

  private final Map<Way, Tally> tallies = new HashMap<>();
  long count;

  /** How a cell can be read as a date, or null if it cannot. */
  static Fit fit(DateText date, String text) {
    if (!date.parse(text)) {
      return null;
    }
    Fit fit = new Fit();
    boolean any = false;
    for (int i = 0; i < ORDERS.length; i++) {
      double days = date.days(ORDERS[i]);
      if (!Double.isNaN(days)) {
        fit.ways[i] =
            new Way(
                ORDERS[i],
                date.separator(),
                date.named(),
                ORDERS[i] == DateOrder.YEAR_MONTH_DAY && date.brief());
        fit.dayOfMonth[i] = date.dayOfMonth(ORDERS[i]);
        fit.patterns[i] = date.pattern(ORDERS[i]);
        fit.days[i] = days + date.offset() / 1440.0;
        any = true;
      }
    }
    fit.offset = date.offset();
    fit.compact = date.compact();
    return any ? fit : null;
  }

  void add(Fit fit) {
    count++;
    for (int i = 0; i < ORDERS.length; i++) {
      if (fit.ways[i] != null
          && (tallies.size() < MOST_STYLES || tallies.containsKey(fit.ways[i]))) {
        Tally tally = tallies.computeIfAbsent(fit.ways[i], w -> new Tally());
        tally.count++;
        tally.step = tally.step.with(fit.days[i]);
        tally.daysOfMonth |= 1 << fit.dayOfMonth[i];
        tally.compact |= fit.compact;
        if (tally.patterns.size() < MOST_STYLES || tally.patterns.containsKey(fit.patterns[i])) {
          tally.patterns.computeIfAbsent(fit.patterns[i], p -> new long[1])[0]++;
          tally.offsets.put(fit.patterns[i], fit.offset);
        }
      }
    }
  }

  boolean compact() {
    return tallies.values().stream().anyMatch(t -> t.compact);
  }

  /** The most cells that an order fits with one mark. */
  long best(DateOrder order) {
    long best = 0;
    for (Map.Entry<Way, Tally> e : tallies.entrySet()) {
      best = e.getKey().order == order ? Math.max(best, e.getValue().count) : best;
    }
    return best;
  }

  /**
   * The most cells that an order fits with one mark, and years of four digits if they come first.
   */
  long sure(DateOrder order) {
    long best = 0;
    for (Map.Entry<Way, Tally> e : tallies.entrySet()) {
      boolean fits = e.getKey().order == order && !e.getKey().brief;
      best = fits ? Math.max(best, e.getValue().count) : best;
    }
    return best;
  }

  /** Days of the month that are there if an order holds: of the right one there are most. */
  int daysOfMonth(DateOrder order) {
    Way way = way(order);
    return way == null ? 0 : Integer.bitCount(tallies.get(way).daysOfMonth);
  }

  /** Of the orders, the marks that the column's dates have. */
  Way way(DateOrder order) {
    Way best = null;
    for (Map.Entry<Way, Tally> e : tallies.entrySet()) {
      if (e.getKey().order == order
          && (best == null || e.getValue().count > tallies.get(best).count)) {
        best = e.getKey();
      }
    }
    return best;
  }

  /**
   * The style in which most cells of an order are written; of padded and bare numbers, the bare.
   */
  DateStyle style(DateOrder order) {
    Tally tally = tallies.get(way(order));
    String best = "";
    long most = 0;
    for (Map.Entry<String, long[]> e : tally.patterns.entrySet()) {
      long n = e.getValue()[0];
      if (n > most || n == most && e.getKey().compareTo(best) < 0) {
        most = n;
        best = e.getKey();
      }
    }
    for (String letter : new String[] {"d", "M", "H", "h"}) { // 3.1. stands beside 13.12.
      String alone = "(?<!" + letter + ")" + letter;
      Pattern bare = Pattern.compile(alone + "(?!" + letter + ")");
      boolean any =
          tally.patterns.keySet().stream()
              .anyMatch(p -> bare.matcher(p.replaceAll("'[^']*'", "")).find());
      best = any ? best.replaceAll(alone + letter + "(?!" + letter + ")", letter) : best;
    }
    return new DateStyle(
        order, best, tally.offsets.getOrDefault(best, 0), step(order, best, tally));
  }

  /** The coarsest step that all keep to, if the pattern alone would not do the same. */
  private static DateStep step(DateOrder order, String pattern, Tally tally) {
    boolean clock = pattern.contains("H") || pattern.contains("h");
    boolean told =
        order == DateOrder.YEAR_MONTH
            || !clock && tally.step != DateStep.MONTH
            || tally.count < FEW;
    return told ? DateStep.WRITTEN : tally.step;
  }
}
