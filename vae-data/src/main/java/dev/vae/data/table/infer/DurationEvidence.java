package dev.vae.data.table.infer;

import dev.vae.data.table.cell.DurationStyle;
import dev.vae.data.table.cell.DurationStyle.Form;
import dev.vae.data.table.cell.DurationText;
import dev.vae.data.table.cell.DurationText.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the lengths of time in a column are like, or its times of day. */
final class DurationEvidence {
  private static final int LABELS = 8;
  private static final double DAY = 24;

  private static final int HOURS = 4; // among the labels, and degrees
  private static final int MINUTES = 5;
  private static final double INCHES = 12;
  private static final Set<String> PRIMES = Set.of("'", "\u2032", "\u2019");
  private static final Set<String> DEGREES = Set.of("\u00b0", "\u00ba");
  private static final Set<String> LETTERS = Set.of("d", "h", "s");

  /** Unpadded, from no hour to nine: no working day, and no night. */
  private static final double SHORT = 9;

  private static final NumberEvidence.Look PLAIN =
      new NumberEvidence.Look(
          0, false, "", 1, (char) 0, "", "", false, false, false, false, (char) 0, '0', false,
          false, false);

  /** How one cell fits. */
  record Fit(
      Kind kind,
      double seconds,
      double first,
      int digits,
      int decimals,
      int parts,
      String between,
      boolean zeros,
      boolean padded,
      String side,
      List<String> labels) {
    static Fit of(DurationText text, String cell) {
      if (!text.parse(cell)) {
        return null;
      }
      List<String> labels = new ArrayList<>();
      for (int i = 0; i < LABELS && text.parts() > 0; i++) {
        labels.add(text.label(i) == null ? "" : text.label(i));
      }
      boolean clock = text.parts() == 0;
      return new Fit(
          text.kind(),
          text.seconds(),
          clock ? text.first() : 0,
          text.digits(),
          text.decimals(),
          text.parts(),
          text.between(),
          text.zeros(),
          text.padded(),
          text.side(),
          labels);
    }
  }

  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final NumberEvidence minutes = new NumberEvidence('.');
  private final NumberEvidence hours = new NumberEvidence('.');
  private final List<Map<String, long[]>> labels = new ArrayList<>();
  private final Map<String, long[]> between = new TreeMap<>();
  long count;
  private double most;
  private double least = Double.POSITIVE_INFINITY;
  private int digits = Integer.MAX_VALUE;
  private int decimals;
  private boolean zeros;
  private boolean padded;
  private boolean several; // parts in one cell
  private String sides = ""; // letters for plus and minus
  private double mostSeconds; // beside whole minutes

  DurationEvidence() {
    for (int i = 0; i < LABELS; i++) {
      labels.add(new TreeMap<>());
    }
    minutes.durations = this;
    hours.durations = this;
  }

  void add(Fit fit) {
    count++;
    kinds.merge(fit.kind, 1L, Long::sum);
    boolean two = fit.kind == Kind.TWO_PARTS;
    minutes.add(fit.seconds, PLAIN);
    hours.add(two ? 60 * fit.seconds : fit.seconds, PLAIN);
    decimals = Math.max(decimals, fit.decimals);
    several |= fit.parts > 1;
    mostSeconds = Math.max(mostSeconds, Math.abs(fit.seconds) % 60);
    if (!fit.side.isEmpty()) {
      boolean north = fit.side.endsWith("N") || fit.side.endsWith("S");
      sides = fit.side.substring(0, fit.side.length() - 1) + (north ? "NS" : "EW");
    }
    zeros |= fit.zeros;
    padded |= fit.padded;
    if (fit.parts == 0) {
      most = Math.max(most, fit.seconds < 0 ? Double.POSITIVE_INFINITY : fit.first);
      least = Math.min(least, fit.first);
      digits = Math.min(digits, fit.digits);
    }
    for (int i = 0; i < fit.labels.size(); i++) {
      if (!fit.labels.get(i).isEmpty()) {
        labels.get(i).computeIfAbsent(fit.labels.get(i), l -> new long[1])[0]++;
      }
    }
    if (fit.parts != 1) {
      between.computeIfAbsent(fit.between, b -> new long[1])[0]++;
    }
  }

  void gap() {
    minutes.gap();
    hours.gap();
  }

  private boolean has(Kind kind) {
    return kinds.containsKey(kind);
  }

  /** Whether cells could be times of the day as well. */
  boolean clock() {
    return has(Kind.TWO_PARTS) != has(Kind.THREE_PARTS) && kinds.size() == 1;
  }

  boolean two() {
    return has(Kind.TWO_PARTS);
  }

  /** Whether they are lengths of time, not times of the day. */
  boolean sure(String name) {
    if (!clock()) {
      boolean words = has(Kind.WORDS) && kinds.size() == 1;
      boolean one = words && !several && labels.stream().filter(l -> !l.isEmpty()).count() < 2;
      return !one
          && !feet()
          && (words || !has(Kind.WORDS))
          && (!has(Kind.ISO) || kinds.size() == 1);
    }
    boolean brief =
        (has(Kind.THREE_PARTS) || marked()) && digits == 1 && most <= SHORT && least <= 1;
    return most > DAY || Names.duration(name) || brief || two() && decimals > 0;
  }

  /** Whether they look like feet and inches: 5'11". */
  private boolean feet() {
    boolean primes = labels.get(MINUTES).keySet().stream().anyMatch(PRIMES::contains);
    return primes && !degrees() && mostSeconds < INCHES;
  }

  /** Whether they are angles. */
  boolean degrees() {
    return labels.get(HOURS).keySet().stream().anyMatch(l -> DEGREES.contains(l.strip()));
  }

  /** Whether all have the same letter behind their only number: d, h or s. */
  boolean letter() {
    return has(Kind.WORDS)
        && kinds.size() == 1
        && !several
        && labels.stream().filter(l -> !l.isEmpty()).count() == 1
        && labels.stream().flatMap(l -> l.keySet().stream()).allMatch(LETTERS::contains);
  }

  /** Whether the first of two numbers is taken for hours. */
  boolean hoursFirst(String name) {
    return decimals == 0 && (marked() || Names.hours(name));
  }

  /** Whether a letter stands between hours and minutes: 1h05. */
  boolean marked() {
    return between.keySet().stream().anyMatch(b -> !b.isEmpty());
  }

  /** The numbers, if they are written in a form. */
  NumberEvidence numbers(Form form) {
    return form == Form.HOURS_MINUTES ? hours : minutes;
  }

  /** The form that cells are written in. */
  Form form(String name) {
    if (has(Kind.ISO)) {
      return Form.ISO;
    }
    if (has(Kind.WORDS)) {
      return several ? Form.WORDS : Form.ONE_WORD;
    }
    if (has(Kind.DAYS_HOURS) && kinds.size() == 1) {
      return Form.DAYS_HOURS;
    }
    if (has(Kind.DAYS) || has(Kind.DAYS_HOURS)) {
      return kinds.size() > 1 ? Form.DAYS_IF_ANY : Form.DAYS;
    }
    if (has(Kind.TWO_PARTS)) {
      return has(Kind.THREE_PARTS)
          ? Form.HOURS_IF_ANY
          : hoursFirst(name) ? Form.HOURS_MINUTES : Form.MINUTES_SECONDS;
    }
    return Form.HOURS_MINUTES_SECONDS;
  }

  DurationStyle style(Form form) {
    List<String> all = new ArrayList<>();
    labels.forEach(l -> all.add(frequent(l)));
    all.add(frequent(between));
    boolean words = digits == Integer.MAX_VALUE;
    int first = words ? padded ? 2 : zeros || degrees() ? 1 : 0 : digits;
    if (!sides.isEmpty()) {
      all.add(sides);
    }
    return new DurationStyle(form, Math.min(first, 9), Math.min(decimals, 9), all);
  }

  private static String frequent(Map<String, long[]> texts) {
    String best = "";
    long most = 0;
    for (Map.Entry<String, long[]> one : texts.entrySet()) {
      boolean more = one.getValue()[0] > most && !one.getKey().isEmpty();
      best = more ? one.getKey() : best;
      most = more ? one.getValue()[0] : most;
    }
    return best;
  }
}
