package dev.vae.data.tabular.parts;

/**
 * Which part of a cell a column of the model holds.
 *
 * @param of which; {@link DatePart#WHOLE} of all that is no date with cycles
 * @param grid what times are whole multiples of, in milliseconds
 * @param shift what is added to a date, in days, for its own zone's
 * @param low the first date of training rows, in days
 * @param high the last one
 */
public record Part(DatePart of, double grid, double shift, double low, double high) {
  /** Of a cell that has one part only. */
  public static final Part WHOLE = new Part(DatePart.WHOLE, 1, 0, 0, 0);

  /** Whether the cell has no other part. */
  public boolean whole() {
    return of == DatePart.WHOLE;
  }

  /** Returns the part's value of a cell's; NaN stays NaN. */
  public double value(double cell) {
    return whole() ? cell : of.of(cell + shift);
  }

  /** The same of another part of the date. */
  Part with(DatePart other) {
    return new Part(other, grid, shift, low, high);
  }

  /** Returns the part of a word as it stands in files. */
  public static Part of(String word, double[] numbers) {
    if (numbers.length != 4 || !(numbers[0] > 0) || !(numbers[2] <= numbers[3])) {
      throw new IllegalArgumentException("a part of dates has four numbers");
    }
    return new Part(DatePart.of(word), numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /** Returns its numbers, which {@link #of(String, double[])} takes. */
  public double[] numbers() {
    return new double[] {grid, shift, low, high};
  }

  /** Returns the middle of all dates, in days. */
  public double centre() {
    return (low + high) / 2;
  }

  /** Returns a quarter of what dates span, in days. */
  public double scale() {
    return high > low ? (high - low) / 4 : 1;
  }
}
