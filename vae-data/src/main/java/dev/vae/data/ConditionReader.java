package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.spec.Condition;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * Reads what rows are conditioned on. For one thread at a time.
 *
 * @param whole the rows with all their columns
 * @param factors where each factor is found; none where all rows have the same condition
 * @param same what all rows have; null where each has its own
 * @param columns the columns that are no values any more
 * @param cells memory for a row, where a factor is in a column
 * @param scaled whether numbers are given as a model sees them, not raw
 */
@NullUnmarked // no null leaves it
record ConditionReader(
    RowSource whole,
    List<Found> factors,
    double[] same,
    int width,
    int[] columns,
    double[] cells,
    boolean scaled) {

  /**
   * A factor and where it is found.
   *
   * @param place the column, or the number of the labels' factor
   * @param codes the model's number for each class here; empty for a number
   */
  record Found(Condition.Factor factor, int place, int[] codes) {}

  static ConditionReader of(Dataset data, Condition condition) {
    List<Found> found = new ArrayList<>();
    for (Condition.Factor factor : condition.factors()) {
      found.add(factor.label() ? label(data, factor) : column(data, factor));
    }
    int[] columns =
        found.stream().filter(f -> !f.factor().label()).mapToInt(Found::place).toArray();
    double[] cells = new double[columns.length == 0 ? 0 : data.event().elements()];
    return new ConditionReader(
        data.pipeline().source(),
        List.copyOf(found),
        null,
        condition.width(),
        columns,
        cells,
        false);
  }

  /** The same condition for all rows; columns that it is about are left out where they are. */
  static ConditionReader same(Dataset data, Condition condition, float[] values) {
    double[] same = new double[values.length];
    Arrays.setAll(same, i -> values[i]);
    int[] columns =
        condition.factors().stream()
            .filter(f -> !f.label() && !data.columns().isEmpty())
            .mapToInt(f -> data.columns().indexOf(f.name()))
            .filter(c -> c >= 0)
            .toArray();
    List<Found> factors =
        condition.factors().stream().map(factor -> new Found(factor, 0, new int[0])).toList();
    return new ConditionReader(
        data.pipeline().source(), factors, same, condition.width(), columns, new double[0], false);
  }

  private static Found label(Dataset data, Condition.Factor factor) {
    Labels labels = Conditions.labels(data);
    int place = labels.factor(factor.name());
    if (place < 0) {
      throw new DataException(
          data + " has no labels '" + factor.name() + "', only " + labels.names());
    }
    return new Found(factor, place, codes(data, factor, labels.classNames(place)));
  }

  private static Found column(Dataset data, Condition.Factor factor) {
    int column = Conditions.column(data, factor.name());
    if (column < 0) {
      throw new DataException(
          data
              + " has no column '"
              + factor.name()
              + "', which the model is conditioned on; its columns: "
              + Messages.list(data.columns()));
    }
    List<String> words = data.categories().get(column);
    if ((words == null) != factor.classes().isEmpty()) {
      throw new DataException(
          data
              + ": column '"
              + factor.name()
              + "' holds "
              + (words == null ? "numbers" : "words")
              + ", but the model's condition is "
              + factor.describe());
    }
    return new Found(factor, column, words == null ? new int[0] : codes(data, factor, words));
  }

  private static int[] codes(Dataset data, Condition.Factor factor, List<String> here) {
    return CategoryNames.codes(data, "'" + factor.name() + "'", here, factor.classes());
  }

  /** What is read. */
  Condition condition() {
    return new Condition(factors.stream().map(Found::factor).toList());
  }

  /** The same with memory of its own. */
  ConditionReader copy() {
    return new ConditionReader(whole, factors, same, width, columns, cells.clone(), scaled);
  }

  /** The same with numbers as a model sees them. */
  ConditionReader asModelled() {
    return new ConditionReader(whole, factors, same, width, columns, cells, true);
  }

  private float number(Condition.Factor factor, double raw) {
    return (float) (scaled ? (raw - factor.mean()) / factor.standardDeviation() : raw);
  }

  /** Reads the condition of a row of the source. */
  void read(long row, float[] into, int at) {
    if (same != null) {
      int place = at;
      for (Found found : factors) {
        for (int i = 0; i < found.factor().width(); i++, place++) {
          into[place] = number(found.factor(), same[place - at]);
        }
      }
      return;
    }
    if (cells.length > 0) {
      whole.read(row, cells);
    }
    int place = at;
    for (Found found : factors) {
      int size = found.factor().width();
      double value =
          found.factor().label()
              ? whole.labels().orElseThrow().get(row, found.place())
              : cells[found.place()];
      if (found.factor().classes().isEmpty()) {
        into[place] = number(found.factor(), value);
      } else {
        // a missing class stays NaN, which is refused before training
        Arrays.fill(into, place, place + size, Double.isNaN(value) ? Float.NaN : 0);
        if (!Double.isNaN(value)) {
          into[place + found.codes()[(int) value]] = 1;
        }
      }
      place += size;
    }
  }
}
