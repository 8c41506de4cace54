package dev.vae.data.table.infer;

import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Doubt;
import dev.vae.data.table.column.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** What kind of number a column of numbers holds, or which names look like numbers. */
final class NumberRules {
  private static final int MOST_LEVELS = 10;
  private static final int ROWS_PER_LEVEL = 20;
  private static final double SKEWED = 0.5;
  private static final double MOST_COUNTED = 10_000;
  private static final double SPIKE = 0.15;
  private static final int CONTINUOUS = 20;

  private NumberRules() {}

  static void decide(Draft draft, FileHints file) {
    ColumnEvidence e = draft.evidence;
    NumberEvidence n = draft.numbers;
    if (names(draft)) {
      draft.numbers = null;
      return;
    }
    draft.format = n.format();
    draft.amongIsMissing();
    List<Level> values = Levels.ofNumbers(e, n);
    if (values != null && values.size() == 1) {
      draft.type = ColumnType.CONSTANT;
      draft.levels = values;
      draft.reason = "always " + values.get(0).text();
      Marks.doubt(draft);
      return;
    }
    if (id(draft)) {
      return;
    }
    ColumnRules.slips(draft, n.count, "numbers", s -> !Double.isNaN(n.value(s)));
    marks(draft, file);
    if (values != null && values.size() == 2 && n.minimum == 0 && n.maximum == 1) {
      draft.type = ColumnType.BINARY;
      draft.levels = values;
      draft.reason = "holds 0 and 1 only";
      return;
    }
    if (!levels(draft, values)) {
      measured(draft);
    }
    suspects(draft);
  }

  /** Numbers with zeros before them, or as long as account numbers, are names. */
  private static boolean names(Draft draft) {
    NumberEvidence n = draft.numbers;
    boolean digits = n.mostDecimals == 0 && n.grouped == 0 && n.scientific == 0;
    if (digits && n.leadingZeros > 0.005 * n.count) {
      draft.reason = "digits with zeros before them (" + n.leadingZeros + " cells): words";
      draft.doubt(Doubt.LEADING_ZEROS, "real");
      TextRules.decide(draft);
      return true;
    }
    if (codes(n)) {
      draft.reason = "whole numbers with exponents of two digits, such as codes have: words";
      draft.doubt(Doubt.ONE_LENGTH, "real");
      TextRules.decide(draft);
      return true;
    }
    boolean constant = digits && n.fewestDigits == n.mostDigits && n.mostDigits >= 10;
    if (constant && n.minimum >= 0 && draft.evidence.distinct() > 1) {
      draft.reason = "numbers that all have " + n.mostDigits + " digits: words";
      draft.doubt(Doubt.ONE_LENGTH, "real");
      TextRules.decide(draft);
      return true;
    }
    if (digits && n.minimum >= 0 && Names.postal(draft.name) && draft.evidence.distinct() > 2) {
      draft.reason = "digits under a name of post codes: words";
      draft.doubt(Doubt.NAMED, "real");
      TextRules.decide(draft);
      return true;
    }
    boolean repeated =
        digits
            && n.minimum >= 0
            && Names.key(draft.name)
            && !unique(draft.evidence)
            && draft.evidence.distinct() > 2;
    if (repeated) {
      draft.reason = "whole numbers under a name of keys: words";
      draft.doubt(Doubt.NAMED, "real");
      TextRules.decide(draft);
      return true;
    }
    return false;
  }

  /** 1E05, 7E93: no program writes numbers so, and no quantity has that range. */
  private static boolean codes(NumberEvidence n) {
    return n.scientific == n.count
        && n.mostDecimals == 0
        && n.exponent.equals("E00")
        && n.minimum >= 1
        && n.maximum > 1e25 * n.minimum;
  }

  static boolean unique(ColumnEvidence e) {
    double share = e.distinctExact() ? 0.99 : 0.97;
    return e.distinct() >= share * e.filled();
  }

  private static boolean id(Draft draft) {
    ColumnEvidence e = draft.evidence;
    NumberEvidence n = draft.numbers;
    boolean steps = n.stepsOfOne == n.count - 1 && n.count >= 5 && !Names.year(draft.name);
    boolean all = n.count == e.rows || steps && n.count == e.rows - 1; // a line of sums has none
    boolean whole = n.whole && n.mostDecimals == 0 && all && unique(e);
    if (!whole || !steps && !Names.id(draft.name) || n.count < 2) {
      return false;
    }
    draft.type = ColumnType.ID;
    draft.reason =
        "whole numbers, all different, "
            + (steps ? "one more in each row" : "under a name of keys")
            + ": carried through, not modelled";
    draft.doubt("taken for the rows' numbers", "real");
    return true;
  }

  private static void marks(Draft draft, FileHints file) {
    ColumnEvidence e = draft.evidence;
    if (!ColumnRules.ambiguous(e) || file.sure()) {
      return;
    }
    boolean thousands = draft.numbers.grouped > 0;
    char mark = thousands ? draft.numbers.grouping : draft.numbers.decimal;
    draft.doubt(
        "'"
            + mark
            + "' is taken for the "
            + (thousands ? "mark of thousands" : "decimal mark")
            + (file.semicolons() ? ", as with semicolons between cells" : "")
            + "; it could be the other",
        "real:" + (draft.numbers.decimal == '.' ? "," : "."));
  }

  /** Few whole numbers: codes, or steps of a scale. */
  private static boolean levels(Draft draft, List<Level> values) {
    NumberEvidence n = draft.numbers;
    boolean few =
        values != null
            && values.size() <= MOST_LEVELS
            && n.whole
            && (n.minimum >= 0 || values.size() == 2)
            && draft.evidence.rows >= (long) ROWS_PER_LEVEL * values.size();
    if (!few) {
      return false;
    }
    boolean named = Names.classes(draft.name);
    int k = values.size();
    boolean gaps = gaps(draft) > 0 && (k == 2 || named || !quantities(draft));
    if (k == 2 || gaps || named) {
      draft.type = ColumnType.CATEGORICAL;
      draft.reason =
          k
              + " whole numbers"
              + (gaps ? " with gaps between them" : named ? " under a name of classes" : "")
              + ": codes";
      draft.doubt("numbers are taken for codes", k > 2 ? "ordinal" : "real");
    } else if (n.minimum == 1 && n.maximum == k && k >= 3) {
      draft.type = ColumnType.ORDINAL;
      draft.reason = "the whole numbers 1 to " + k + ": steps of a scale";
      draft.doubt("numbers are taken for steps", "categorical");
    } else {
      return false;
    }
    draft.levels = values;
    return true;
  }

  /**
   * Whether few whole numbers are quantities nevertheless: they have a unit or a name of
   * quantities, or begin as counts do and thin out with more than one gap, as 1, 2, 3, 5 and 10
   * pieces.
   */
  private static boolean quantities(Draft draft) {
    NumberEvidence n = draft.numbers;
    boolean measured =
        n.quantity == null ? n.oneUnit() && n.suffixed + n.prefixed >= n.count : n.quantity.known();
    if (measured || Names.quantity(draft.name)) {
      return true;
    }
    List<Long> counts = new ArrayList<>();
    double next = n.minimum;
    boolean dense = n.minimum <= 1;
    for (var entry : Levels.byValue(draft.evidence, n).entrySet()) {
      dense &= counts.size() >= 3 || entry.getKey() == next;
      next = entry.getKey() + 1;
      counts.add(entry.getValue().stream().mapToLong(s -> s.count).sum());
    }
    return dense
        && counts.size() >= 5
        && gaps(draft) > 1
        && counts.get(0).equals(Collections.max(counts));
  }

  /** A gap counts between values that are not rare: the end of a tail has gaps by chance. */
  private static int gaps(Draft draft) {
    int gaps = 0;
    double previous = Double.NaN;
    double rare = 0.01 * draft.evidence.rows;
    for (var entry : Levels.byValue(draft.evidence, draft.numbers).entrySet()) {
      long count = entry.getValue().stream().mapToLong(s -> s.count).sum();
      if (entry.getKey() - previous > 1 && count >= rare) {
        gaps++;
      }
      previous = entry.getKey();
    }
    return gaps;
  }

  private static void measured(Draft draft) {
    NumberEvidence n = draft.numbers;
    double[] sample = spike(draft, n.sample.sorted());
    SampleShape shape = SampleShape.of(sample);
    boolean spiked = draft.hurdle.isPresent();
    double least = sample.length == 0 ? n.minimum : spiked ? sample[0] : n.minimum;
    String aside =
        spiked ? ", beside " + show(draft.hurdle.getAsDouble()) + " in at least 15 % of rows" : "";
    if (n.whole) {
      boolean poisson = n.mean > 0 && Math.abs(n.squares / n.count / n.mean - 1) < 0.4;
      boolean skewed = shape.skewness > SKEWED;
      boolean counts = n.minimum >= 0 && n.maximum < MOST_COUNTED && (skewed || poisson);
      draft.type = counts ? ColumnType.COUNT : ColumnType.REAL;
      draft.transform =
          counts
              ? ColumnTransform.LOG1P
              : shape.longTail() ? ColumnTransform.LOG : ColumnTransform.STANDARDIZE;
      draft.reason =
          "whole numbers from "
              + show(n.minimum)
              + " to "
              + show(n.maximum)
              + (skewed ? ", skewed" : counts ? " that vary as counts do" : "")
              + aside;
      if (n.minimum >= 0 && n.maximum < MOST_COUNTED) {
        draft.doubt(counts ? "" : "whole numbers that are not skewed", counts ? "" : "count");
        draft.doubts.removeIf(d -> d.why().isEmpty());
      } else if (least > 0 && shape.longTail()) {
        draft.doubt("a long tail of large numbers", "positive");
      }
      return;
    }
    boolean positive = least > 0 && (spiked || n.minimum > 0) && shape.longTail();
    draft.type = positive ? ColumnType.POSITIVE : ColumnType.REAL;
    draft.transform = positive ? ColumnTransform.LOG : ColumnTransform.STANDARDIZE;
    draft.reason =
        (positive ? "numbers above 0 with a long tail, " : "numbers from ")
            + show(n.minimum)
            + " to "
            + show(n.maximum)
            + aside;
  }

  private static String show(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** One value in many rows beside continuous others; returns the others. */
  private static double[] spike(Draft draft, double[] sorted) {
    int best = 0;
    double value = Double.NaN;
    for (int i = 0; i < sorted.length; ) {
      int end = i;
      while (end < sorted.length && sorted[end] == sorted[i]) {
        end++;
      }
      if (end - i > best) {
        best = end - i;
        value = sorted[i];
      }
      i = end;
    }
    double spiked = value;
    double[] rest = java.util.Arrays.stream(sorted).filter(v -> v != spiked).toArray();
    long different = java.util.Arrays.stream(rest).distinct().count();
    boolean continuous = different >= CONTINUOUS && different > 0.01 * rest.length;
    if (best < SPIKE * sorted.length || !continuous) {
      return sorted;
    }
    draft.hurdle = OptionalDouble.of(value);
    return rest;
  }

  private static void suspects(Draft draft) {
    NumberEvidence n = draft.numbers;
    double[] sorted = n.sample.sorted();
    for (int i = 0; i < NumberEvidence.SUSPECTS.length; i++) {
      double suspect = NumberEvidence.SUSPECTS[i];
      if (n.suspects[i] < 0.01 * draft.evidence.rows || n.suspects[i] == 0) {
        continue;
      }
      double[] others = java.util.Arrays.stream(sorted).filter(v -> v != suspect).toArray();
      double nearest = Double.POSITIVE_INFINITY;
      for (double v : others) {
        nearest = Math.min(nearest, Math.abs(v - suspect));
      }
      double range = SampleShape.of(others).quartiles;
      if (others.length >= 4 && range > 0 && nearest > 5 * range) {
        draft.doubt(
            show(suspect)
                + " stands in "
                + n.suspects[i]
                + " rows, far from all other values; perhaps it means missing",
            "missing:" + show(suspect));
      }
    }
  }
}
