package dev.vae.export.table.column;

import dev.vae.data.table.cell.UnitStyle;
import dev.vae.export.internal.lower.Term;
import java.util.List;

/** Rounds values as they are where each is written in the unit that fits it. */
final class FittingUnit {
  /** With more decimals nothing is rounded. */
  private static final int MOST_DIGITS = 12;

  private FittingUnit() {}

  /**
   * Returns values, {@code [N]}, as {@link UnitStyle#format} writes them: those that some unit
   * holds exactly as they are, others with the decimals of the largest unit that is not larger.
   *
   * @param sizes of the units, of which the sign does not count
   */
  static Term rounded(Term value, List<Double> sizes, int decimals) {
    if (decimals > MOST_DIGITS || sizes.isEmpty()) {
      return value;
    }
    double[] own = sizes.stream().mapToDouble(Math::abs).sorted().distinct().toArray();
    double step = Math.pow(10, decimals);
    Term size = value.apply("Abs");
    Term largest = size.times(0).plus(own[0]);
    Term exact = size.times(0);
    for (double unit : own) {
      Term fits = size.atLeast(size.times(0).plus(unit));
      Term number = size.over(unit);
      Term apart = number.times(step).apply("Round").over(step).minus(number).apply("Abs");
      Term same = number.times(UnitStyle.SAME).atLeast(apart);
      Term few = number.more(UnitStyle.LONG).or(number.equal(UnitStyle.LONG)).not();
      largest = fits.choose(unit, largest);
      exact = fits.and(same).and(few).choose(1, exact);
    }
    Term rounded = value.over(largest).times(step).apply("Round").over(step).times(largest);
    return exact.more(0).choose(value, rounded);
  }
}
