package dev.vae.data.table.infer;

import dev.vae.data.table.cell.NumberStyle;
import dev.vae.data.table.cell.NumberText;
import dev.vae.data.table.column.CellFormat;
import java.util.Arrays;

/** What the numbers of a column are like, if they have one decimal mark and not the other. */
final class NumberEvidence {
  /** Values that often mean that there is none. */
  static final double[] SUSPECTS = {-999, -9999, 9999, 99999, 999, -1};

  /** So many of the cells decide how many decimals are written. */
  private static final double MOST_CELLS = 0.9;

  /** A unit is fine if the deviation is so many of it. */
  private static final double FINE = 10;

  /** Of fewer different values each is written as it is. */
  private static final int FEW = 12;

  private static final int MOST_DECIMALS = 17;

  final char decimal;
  final Reservoir sample = new Reservoir();
  final long[] suspects = new long[SUSPECTS.length];
  long count;
  long sure; // cells that are numbers in this reading only
  long ambiguous; // cells that are another number in the other reading
  double minimum = Double.POSITIVE_INFINITY;
  double maximum = Double.NEGATIVE_INFINITY;
  double mean;
  double squares;
  boolean whole = true;
  int fewestDecimals = Integer.MAX_VALUE;
  int mostDecimals;
  final long[] decimals = new long[MOST_DECIMALS + 1]; // cells by their number of decimals
  int mostSignificant; // digits of a number, those before its exponent
  long leadingZeros;
  long scientific;
  String exponent = ""; // of those with one the shortest, with a plus if any has one
  int fewestDigits = Integer.MAX_VALUE;
  int mostDigits;
  long thousands; // numbers of four and more whole digits
  long grouped;
  char grouping;
  long prefixed;
  String prefix = "";
  long ups; // numbers with an arrow before them
  long downs;
  long suffixed;
  String suffix = "";
  long units; // cells with a unit of measure
  boolean mixedUnits;
  boolean lakhs;
  long parentheses;
  long trailing;
  long pluses;
  long longMinuses;
  long trailingPluses;
  long otherMarks; // before decimals, such as a middle dot
  char otherMark;
  long otherDigits;
  char zero = '0';
  QuantityEvidence.Tally quantity; // null where numbers have no words behind them
  DurationEvidence durations; // null where they are no lengths of time
  long stepsOfOne;
  double last = Double.NaN;
  long hash = 1;

  NumberEvidence(char decimal) {
    this.decimal = decimal;
  }

  /** The same so far, in the other reading: as long as no cell held a mark. */
  NumberEvidence as(char other) {
    NumberEvidence copy = new NumberEvidence(other);
    copy.count = count;
    copy.minimum = minimum;
    copy.maximum = maximum;
    copy.mean = mean;
    copy.squares = squares;
    copy.whole = whole;
    copy.fewestDecimals = fewestDecimals;
    copy.mostDecimals = mostDecimals;
    copy.mostSignificant = mostSignificant;
    copy.leadingZeros = leadingZeros;
    copy.scientific = scientific;
    copy.exponent = exponent;
    copy.fewestDigits = fewestDigits;
    copy.mostDigits = mostDigits;
    copy.thousands = thousands;
    copy.grouped = grouped;
    copy.grouping = grouping;
    copy.prefixed = prefixed;
    copy.prefix = prefix;
    copy.ups = ups;
    copy.downs = downs;
    copy.suffixed = suffixed;
    copy.suffix = suffix;
    copy.units = units;
    copy.mixedUnits = mixedUnits;
    copy.lakhs = lakhs;
    copy.parentheses = parentheses;
    copy.trailing = trailing;
    copy.pluses = pluses;
    copy.longMinuses = longMinuses;
    copy.trailingPluses = trailingPluses;
    copy.otherMarks = otherMarks;
    copy.otherMark = otherMark;
    copy.otherDigits = otherDigits;
    copy.zero = zero;
    copy.stepsOfOne = stepsOfOne;
    copy.last = last;
    copy.hash = hash;
    System.arraycopy(suspects, 0, copy.suspects, 0, suspects.length);
    System.arraycopy(decimals, 0, copy.decimals, 0, decimals.length);
    copy.sample.copy(sample);
    return copy;
  }

  void add(double value, Look look) {
    count++;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    double delta = value - mean;
    mean += delta / count;
    squares += delta * (value - mean);
    whole &= value == Math.rint(value);
    stepsOfOne += value == last + 1 ? 1 : 0;
    last = value;
    long bits = Double.doubleToLongBits(value + 0.0);
    hash = 31 * hash + (bits ^ bits >>> 29);
    sample.add(value);
    for (int i = 0; i < SUSPECTS.length; i++) {
      suspects[i] += value == SUSPECTS[i] ? 1 : 0;
    }
    look(look);
  }

  private void look(Look look) {
    int some = Math.min(MOST_DECIMALS, look.decimals);
    fewestDecimals = Math.min(fewestDecimals, some);
    mostDecimals = Math.max(mostDecimals, some);
    decimals[some]++;
    mostSignificant = Math.max(mostSignificant, look.wholeDigits + look.decimals);
    leadingZeros += look.leadingZero ? 1 : 0;
    if (!look.exponent.isEmpty()) {
      scientific++;
      exponent = exponent.isEmpty() ? look.exponent : both(exponent, look.exponent);
    }
    fewestDigits = Math.min(fewestDigits, look.wholeDigits);
    mostDigits = Math.max(mostDigits, look.wholeDigits);
    if (look.wholeDigits > 3) {
      thousands++;
      if (look.grouping != 0) {
        grouped++;
        grouping = look.grouping;
        lakhs |= look.lakhs;
      }
    }
    if (!look.prefix.isEmpty()) {
      prefixed++;
      prefix = look.prefix;
      int arrow = NumberStyle.arrow(prefix);
      ups += arrow > 0 ? 1 : 0;
      downs += arrow < 0 ? 1 : 0;
    }
    if (!look.suffix.isEmpty()) {
      suffixed++;
      mixedUnits |= (look.unit || units > 0) && !suffix.isEmpty() && !same(suffix, look.suffix);
      units += look.unit ? 1 : 0;
      suffix = look.suffix;
    }
    parentheses += look.parentheses ? 1 : 0;
    trailing += look.trailing ? 1 : 0;
    pluses += look.plus ? 1 : 0;
    longMinuses += look.longMinus ? 1 : 0;
    trailingPluses += look.trailingPlus ? 1 : 0;
    if (look.mark != 0 && look.mark != decimal) {
      otherMarks++;
      otherMark = look.mark;
    }
    if (look.zero != '0') {
      otherDigits++;
      zero = look.zero;
    }
  }

  private static String both(String one, String other) {
    int digits = Math.min(zeros(one), zeros(other));
    boolean plus = one.contains("+") || other.contains("+");
    return other.charAt(0) + (plus ? "+" : "") + "0".repeat(digits);
  }

  private static int zeros(String exponent) {
    return exponent.length() - (exponent.contains("+") ? 2 : 1);
  }

  private static boolean same(String one, String other) {
    return one.strip().equals(other.strip());
  }

  /**
   * Whether all numbers, or none, have one unit: 5 kg and 500 g are not numbers of one kind. Nor
   * are 5 and an arrow with 5, which means less than none where no arrow points down.
   */
  boolean oneUnit() {
    boolean arrows = ups == 0 || downs > 0 || ups == count;
    return arrows && (units == 0 || units == count && !mixedUnits);
  }

  /** A missing cell changes the column's order, by which duplicates are known. */
  void gap() {
    hash = 31 * hash + 7;
  }

  double deviation() {
    return count < 2 ? 0 : Math.sqrt(squares / count);
  }

  NumberStyle style() {
    boolean exponents = 2 * scientific > count;
    boolean all = scientific == count && exponents;
    boolean some = scientific > 0 && !exponents; // their decimals are no measure of the others'
    long marked = Arrays.stream(suspects).sum();
    int fewest = fewestDecimals;
    while (fewest == 0 && decimals[0] <= marked && mostDecimals > 0
        || fewest > 0 && fewest < mostDecimals && decimals[fewest] == 0) {
      fewest++; // a -999 among 15.50
    }
    return new NumberStyle(
        2 * otherMarks > count - decimals[0] ? otherMark : decimal,
        2 * grouped > thousands ? grouping : (char) 0,
        lakhs,
        scientific > 0 && !all || fewestDecimals > mostDecimals ? 0 : fewest,
        some
            ? MOST_DECIMALS
            : Math.min(
                MOST_DECIMALS, exponents ? Math.max(0, mostSignificant - 1) : usualDecimals()),
        2 * prefixed > count ? prefix : "",
        2 * suffixed > count ? suffix : "",
        negative(),
        exponents,
        all ? exponent : "",
        2 * otherDigits > count ? zero : '0');
  }

  private NumberStyle.Negative negative() {
    if (ups > 0 && downs > 0) {
      return NumberStyle.Negative.ARROWS;
    }
    if (parentheses > 0) {
      return NumberStyle.Negative.PARENTHESES;
    }
    if (trailingPluses > 0) {
      return NumberStyle.Negative.TRAILING_SIGN;
    }
    if (trailing > 0) {
      return NumberStyle.Negative.TRAILING_MINUS;
    }
    if (longMinuses > 0) {
      return NumberStyle.Negative.LONG_MINUS;
    }
    return pluses > 0 && maximum > 0
        ? NumberStyle.Negative.PLUS_OR_MINUS
        : NumberStyle.Negative.MINUS;
  }

  /** How the numbers are written, with their units if there are several. */
  CellFormat format() {
    return quantity == null ? style() : quantity.format();
  }

  /** The number that a text is here. */
  double value(ColumnEvidence.Seen one) {
    return quantity != null ? quantity.value(one) : decimal == ',' ? one.comma : one.point;
  }

  /**
   * The decimals that nearly all cells have at most, if that is fine enough for the column: a few
   * thirds do not make all numbers to come as long. The most else.
   */
  private int usualDecimals() {
    long cells = 0;
    int usual = 0;
    while (usual < MOST_DECIMALS && (cells += decimals[usual]) < MOST_CELLS * count) {
      usual++;
    }
    boolean fine = FINE * Math.pow(10, -usual) <= deviation();
    boolean many = Arrays.stream(sample.sorted()).distinct().count() > FEW;
    boolean several = quantity != null && quantity.known(); // 1.1 M and 950 have theirs each
    return usual < mostDecimals && fine && many && !several ? usual : mostDecimals;
  }

  /** How one number was written. */
  record Look(
      int decimals,
      boolean leadingZero,
      String exponent,
      int wholeDigits,
      char grouping,
      String prefix,
      String suffix,
      boolean unit,
      boolean lakhs,
      boolean parentheses,
      boolean trailing,
      char mark,
      char zero,
      boolean plus,
      boolean longMinus,
      boolean trailingPlus) {

    static Look of(NumberText text) {
      return new Look(
          text.decimals(),
          text.leadingZero(),
          text.exponentForm(),
          text.wholeDigits(),
          text.grouping(),
          text.prefix(),
          text.suffix(),
          text.unit(),
          text.lakhs(),
          text.parentheses(),
          text.trailingMinus(),
          text.mark(),
          text.zero(),
          text.plus(),
          text.longMinus(),
          text.trailingPlus());
    }

    /** The same with a word behind it. */
    Look withSuffix(String word) {
      return new Look(
          decimals,
          leadingZero,
          exponent,
          wholeDigits,
          grouping,
          prefix,
          word,
          false,
          lakhs,
          parentheses,
          trailing,
          mark,
          zero,
          plus,
          longMinus,
          trailingPlus);
    }
  }
}
