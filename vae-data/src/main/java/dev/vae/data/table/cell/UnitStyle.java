package dev.vae.data.table.cell;

import dev.vae.data.table.column.CellFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers in several units of one kind, such as 512 KB and 1.5 MB: a value counts the kind's own
 * unit, here bytes.
 *
 * @param number how the numbers are written
 * @param kind the kind, one of {@link UnitKinds}
 * @param units what stands behind numbers, with the blanks before it, from small to large; empty
 *     where a number stands alone
 */
public record UnitStyle(NumberStyle number, String kind, List<String> units) implements CellFormat {

  /** Numbers that differ by such a part are the same. */
  public static final double SAME = 1e-9;

  /** Larger numbers are written in a larger unit. */
  public static final double LONG = 10_000;

  /** Copies the list. */
  public UnitStyle {
    units = List.copyOf(units);
  }

  /**
   * Returns a style whose units are checked.
   *
   * @throws IllegalArgumentException if the kind has no such unit
   */
  public static UnitStyle of(NumberStyle number, String kind, List<String> units) {
    for (String unit : units) {
      if (Double.isNaN(factor(kind, unit))) {
        throw new IllegalArgumentException("there is no unit '" + unit + "' of " + kind);
      }
    }
    return new UnitStyle(number, kind, units);
  }

  private static double factor(String kind, String unit) {
    String word = Blanks.strip(unit);
    return word.isEmpty() ? 1 : UnitKinds.factor(kind, word);
  }

  /** Returns the value of each unit. */
  public List<Double> factors() {
    List<Double> factors = new ArrayList<>();
    units.forEach(unit -> factors.add(factor(kind, unit)));
    return factors;
  }

  /** Returns this style with more before the number. */
  public UnitStyle framed(String before) {
    return new UnitStyle(number.framed(before, ""), kind, units);
  }

  /** Returns this style with as many decimals as a number needs. */
  public UnitStyle exact() {
    return new UnitStyle(number.exact(), kind, units);
  }

  /** The value in a text, NaN if there is none. */
  double parse(String cell, UnitText reader, NumberText numbers) {
    String text = number.bare(cell);
    double alone = numbers.parse(text, number.decimal());
    if (!Double.isNaN(alone) && !numbers.unit() && numbers.suffix().isEmpty()) {
      return alone;
    }
    return reader.parse(text, number.decimal())
        ? reader.number() * UnitKinds.factor(kind, reader.unit())
        : Double.NaN;
  }

  /** Writes a value in the largest unit that is not larger than it; NaN as nothing. */
  @Override
  public String format(double value) {
    if (Double.isNaN(value) || units.isEmpty()) {
      return number.format(value);
    }
    double[] sizes = new double[units.size()];
    for (int i = 0; i < sizes.length; i++) {
      double factor = factor(kind, units.get(i));
      boolean other = UnitKinds.signs(kind) && factor < 0 != value < 0;
      sizes[i] = other ? Double.NaN : factor;
    }
    int best = fitting(value, sizes, number.most());
    double size = factor(kind, units.get(best));
    return number.withSuffix(units.get(best)).format(value / size);
  }

  /**
   * Which of some sizes a value is best written in: the largest that is not larger, unless it can
   * be written exactly in a smaller one by a number of few digits.
   *
   * @param sizes NaN for those that cannot be taken
   */
  static int fitting(double value, double[] sizes, int decimals) {
    double size = Math.abs(value);
    int largest = -1;
    int exact = -1;
    int smallest = -1;
    double step = Math.pow(10, Math.min(decimals, 12));
    for (int i = 0; i < sizes.length; i++) {
      double own = Math.abs(sizes[i]);
      if (Double.isNaN(own)) {
        continue;
      }
      smallest = smallest < 0 || own < Math.abs(sizes[smallest]) ? i : smallest;
      if (own <= size) {
        largest = largest < 0 || own > Math.abs(sizes[largest]) ? i : largest;
        double number = size / own;
        double written = Math.rint(number * step) / step;
        boolean same = Math.abs(written - number) <= SAME * number && number < LONG;
        exact = same && (exact < 0 || own > Math.abs(sizes[exact])) ? i : exact;
      }
    }
    return exact >= 0 ? exact : largest >= 0 ? largest : Math.max(0, smallest);
  }
}
