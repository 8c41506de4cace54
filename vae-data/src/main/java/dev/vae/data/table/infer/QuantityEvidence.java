package dev.vae.data.table.infer;

import dev.vae.data.table.cell.UnitKinds;
import dev.vae.data.table.cell.UnitStyle;
import dev.vae.data.table.cell.UnitText;
import dev.vae.data.table.column.CellFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the numbers of a column are like that have words behind them, by the words' kinds. */
final class QuantityEvidence {
  private static final int MOST_KINDS = 16;
  private static final int MOST_UNITS = 40;

  /** A word that is not known counts as a unit where all numbers have it. */
  private static final Pattern ANY =
      Pattern.compile(
          " ?[/:] ?\\d+| (out )?(of|von|sobre|su|sur|de|di|van|av|af|z)"
              + " \\d+|[^\\p{L}]{0,3}[\\p{L}\\p{So}/%\u00b0\u2030.()'\u2032\u2033\"\u00b2\u00b3\u2080-\u2089-]{1,12}("
              + " [\\p{L}/%.()\u00b2\u00b3\u2080-\u2089-]{1,12}){0,3}| \\p{L}+/\\d+ ?\\p{L}+");

  private static final String ALONE = "=";

  /** Letters that stand in codes, too: numbers with one of them alone need decimals. */
  private static final Set<String> IN_CODES = Set.of("B", "b", "T", "G", "m", "M", "K", "k");

  /** Behind a number of an order, whatever the number is. */
  private static final Set<String> OF_ORDER = Set.of("e", "\u00e8me", "eme", "\u00ba", "\u00aa");

  /** How one cell fits. */
  record Fit(
      double point,
      double comma,
      String suffix,
      NumberEvidence.Look pointLook,
      NumberEvidence.Look commaLook) {

    static Fit of(UnitText text, String cell) {
      boolean isPoint = text.parse(cell, '.');
      double point = isPoint ? text.number() : Double.NaN;
      NumberEvidence.Look pointLook = isPoint ? NumberEvidence.Look.of(text.numbers()) : null;
      String suffix = text.suffix();
      boolean isComma = text.parse(cell, ',');
      return isPoint || isComma
          ? new Fit(
              point,
              isComma ? text.number() : Double.NaN,
              isPoint ? suffix : text.suffix(),
              pointLook,
              isComma ? NumberEvidence.Look.of(text.numbers()) : null)
          : null;
    }

    double number(char decimal) {
      return decimal == ',' ? comma : point;
    }
  }

  /** Numbers of one kind, read with one decimal mark. */
  static final class Tally {
    final String kind;
    final NumberEvidence numbers;
    final Map<String, long[]> units = new TreeMap<>();

    Tally(String kind, NumberEvidence numbers) {
      this.kind = kind;
      this.numbers = numbers;
    }

    boolean known() {
      return !kind.startsWith(ALONE);
    }

    private double factor(String suffix) {
      return known() ? UnitKinds.factor(kind, suffix.strip()) : 1;
    }

    /** The value of a text that was seen; NaN if it is not of this kind. */
    double value(ColumnEvidence.Seen one) {
      if (one.quantity != null) {
        return one.quantity.number(numbers.decimal) * factor(one.quantity.suffix());
      }
      return numbers.decimal == ',' ? one.comma : one.point;
    }

    CellFormat format() {
      if (!known()) {
        return numbers.style();
      }
      List<String> all = new ArrayList<>();
      Set<Double> factors = new HashSet<>();
      List<Map.Entry<String, long[]>> frequent = new ArrayList<>(units.entrySet());
      frequent.sort(Comparator.comparingLong(u -> -u.getValue()[0]));
      for (Map.Entry<String, long[]> unit : frequent) {
        boolean bare = unit.getKey().isEmpty();
        if (factors.add(bare ? 1 : factor(unit.getKey()))) {
          all.add(unit.getKey());
        }
      }
      all.sort(Comparator.comparingDouble(u -> u.isEmpty() ? 1 : factor(u)));
      return new UnitStyle(numbers.style(), kind, all);
    }

    /** Whether these are numbers rather than codes or places. */
    boolean likely() {
      if (!known()) {
        char first = units.keySet().iterator().next().charAt(0);
        boolean apart =
            !Character.isLetter(first) || Character.isIdeographic(first) || first >= 0xac00;
        return apart || numbers.mostDecimals > 0 || OF_ORDER.contains(kind.substring(1));
      }
      boolean both = units.keySet().stream().map(this::factor).distinct().count() > 1;
      if (kind.equals(UnitKinds.MAGNITUDES)) {
        boolean letter = units.keySet().stream().allMatch(u -> IN_CODES.contains(u));
        return both
            || !letter
            || numbers.mostDecimals > 0
            || units.containsKey("k")
            || units.containsKey("K");
      }
      if (!UnitKinds.signs(kind)) {
        return true;
      }
      double most = Math.max(-numbers.minimum, numbers.maximum);
      boolean globe = !kind.endsWith("west") && !kind.endsWith("south");
      return globe ? both && numbers.mostDecimals > 0 : numbers.mostDecimals >= 2 && most <= 180;
    }
  }

  private final List<Tally> tallies = new ArrayList<>();
  private final NumberEvidence barePoint;
  private final NumberEvidence bareComma;

  /** After numbers without words have been seen. */
  QuantityEvidence(NumberEvidence point, NumberEvidence comma) {
    barePoint = point.as('.');
    bareComma = (comma == null ? point : comma).as(',');
  }

  /** Takes a number without a word. */
  void bare(
      double point, NumberEvidence.Look pointLook, double comma, NumberEvidence.Look commaLook) {
    if (!Double.isNaN(point)) {
      barePoint.add(point, pointLook);
    }
    if (!Double.isNaN(comma)) {
      bareComma.add(comma, commaLook);
    }
    for (Tally tally : tallies) {
      boolean isComma = tally.numbers.decimal == ',';
      double value = isComma ? comma : point;
      if (!Double.isNaN(value)
          && (tally.kind.equals(UnitKinds.MAGNITUDES) || value == 0 && tally.known())) {
        tally.numbers.add(value, isComma ? commaLook : pointLook);
        tally.units.computeIfAbsent("", u -> new long[1])[0]++;
      }
    }
  }

  void add(Fit fit) {
    String unit = fit.suffix.strip();
    List<String> kinds = new ArrayList<>(UnitKinds.kinds(unit));
    if (ANY.matcher(fit.suffix).matches()) {
      boolean several = unit.length() > 2 && unit.endsWith("s");
      kinds.add(ALONE + (several ? unit.substring(0, unit.length() - 1) : unit));
    }
    for (String kind : kinds) {
      add(kind, fit, '.', fit.pointLook);
      add(kind, fit, ',', fit.commaLook);
    }
  }

  private void add(String kind, Fit fit, char decimal, NumberEvidence.Look look) {
    Tally tally = Double.isNaN(fit.number(decimal)) ? null : tally(kind, decimal);
    if (tally == null || tally.units.size() >= MOST_UNITS && !tally.units.containsKey(fit.suffix)) {
      return;
    }
    boolean own = tally.known();
    tally.numbers.add(
        fit.number(decimal) * tally.factor(fit.suffix), own ? look : look.withSuffix(fit.suffix));
    tally.units.computeIfAbsent(fit.suffix, u -> new long[1])[0]++;
  }

  private Tally tally(String kind, char decimal) {
    for (Tally tally : tallies) {
      if (tally.kind.equals(kind) && tally.numbers.decimal == decimal) {
        return tally;
      }
    }
    if (tallies.size() >= 2 * MOST_KINDS) {
      return null;
    }
    NumberEvidence bare = decimal == ',' ? bareComma : barePoint;
    boolean magnitudes = kind.equals(UnitKinds.MAGNITUDES);
    Tally made = new Tally(kind, magnitudes ? bare.as(decimal) : new NumberEvidence(decimal));
    if (magnitudes && bare.count > 0) {
      made.units.put("", new long[] {bare.count});
    }
    made.numbers.quantity = made;
    tallies.add(made);
    return made;
  }

  /** A missing cell. */
  void gap() {
    tallies.forEach(tally -> tally.numbers.gap());
  }

  /**
   * Takes a column for numbers with units, if nearly all cells are of one kind.
   *
   * @param enough the cells that must be
   */
  NumberEvidence best(double enough, FileHints file) {
    return best(enough, file, true);
  }

  /** The numbers of the kind that nearly all cells are of, though they may be codes. */
  NumberEvidence most(double enough, FileHints file) {
    return best(enough, file, false);
  }

  private NumberEvidence best(double enough, FileHints file, boolean sure) {
    Tally best = null;
    for (Tally tally : tallies) {
      boolean few = tally.numbers.count < enough || tally.numbers.count == 0;
      if (few || sure && !tally.likely()) {
        continue;
      }
      if (best == null || rank(tally, file) > rank(best, file)) {
        best = tally;
      }
    }
    if (best == null) {
      return null;
    }
    best.numbers.whole &= !best.known();
    return best.numbers;
  }

  private static double rank(Tally tally, FileHints file) {
    double kind = !tally.known() ? 0 : tally.kind.equals(UnitKinds.MAGNITUDES) ? 0.2 : 0.4;
    return tally.numbers.count + kind + (tally.numbers.decimal == file.decimal() ? 0.1 : 0);
  }
}
