package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Divides values by one number, as grey levels by 255.
 *
 * @param by the divisor, finite and above 0
 * @param columns the columns; none for all
 */
record DivisorTransform(double by, List<Integer> columns) implements Transform {
  /** Grey levels 0..255 to 0..1. */
  static final DivisorTransform GREY = new DivisorTransform(255);

  /** Every value by the same. */
  DivisorTransform(double by) {
    this(by, List.of());
  }

  /** Checks the divisor. */
  DivisorTransform {
    columns = List.copyOf(columns);
    if (!(by > 0) || by == Double.POSITIVE_INFINITY) {
      throw new DataException("the divisor must be finite and above 0, not " + by);
    }
  }

  @Override
  public void apply(double[] row) {
    for (int i = 0; i < count(row); i++) {
      row[at(i)] /= by;
    }
  }

  private int count(double[] row) {
    return columns.isEmpty() ? row.length : columns.size();
  }

  private int at(int i) {
    return columns.isEmpty() ? i : columns.get(i);
  }

  /** Whether every column is divided. */
  boolean ofAll() {
    return columns.isEmpty();
  }

  @Override
  public Optional<Transform> picked(int[] kept) {
    if (ofAll()) {
      return Optional.of(this);
    }
    List<Integer> left =
        IntStream.range(0, kept.length).filter(c -> columns.contains(kept[c])).boxed().toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(new DivisorTransform(by, left));
  }

  @Override
  public String description() {
    String number = by == Math.rint(by) ? Long.toString((long) by) : Double.toString(by);
    return (ofAll() ? "" : Messages.count(columns.size(), "column") + " ") + "divided by " + number;
  }
}
