package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.spec.Condition;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Conditions that a data set offers. */
@NullUnmarked // no null leaves it
final class Conditions {
  private static final String LABELS = "labels";

  private Conditions() {}

  /** The condition that names ask for: {@code labels}, columns, or factors of the labels. */
  static Condition of(Dataset data, List<String> names) {
    List<Condition.Factor> factors = new ArrayList<>();
    List<ColumnSummary> columns = null;
    for (String name : names) {
      int column = column(data, name);
      if (column >= 0) {
        columns = columns == null ? data.columnSummaries() : columns;
        String called = data.columns().isEmpty() ? name : data.columns().get(column);
        factors.add(ofColumn(data, called, column, columns.get(column)));
      } else if (name.equals(LABELS)) {
        Labels labels = labels(data);
        for (int f = 0; f < labels.names().size(); f++) {
          factors.add(Condition.Factor.of(labels.names().get(f), true, labels.classNames(f)));
        }
      } else {
        factors.add(ofLabels(data, name));
      }
    }
    return new Condition(factors);
  }

  private static Condition.Factor ofColumn(
      Dataset data, String name, int column, ColumnSummary values) {
    List<String> words = data.categories().get(column);
    if (words != null) {
      return Condition.Factor.of(name, false, words);
    }
    if (values.smallest() == null) {
      throw new DataException(data + ": column '" + name + "' has no value to condition on");
    }
    double deviation = values.variance() > 0 ? Math.sqrt(values.variance()) : 1;
    return new Condition.Factor(name, false, List.of(), values.mean(), deviation);
  }

  private static Condition.Factor ofLabels(Dataset data, String name) {
    Labels labels = data.labels().orElse(null);
    int factor = labels == null ? -1 : labels.factor(name);
    if (factor < 0) {
      List<String> known = new ArrayList<>(data.columns());
      if (labels != null) {
        known.add(LABELS);
        known.addAll(labels.names());
      }
      throw new DataException(
          data
              + " has no column or label '"
              + Messages.shown(name)
              + "' to condition on; "
              + (known.isEmpty()
                  ? "its columns have numbers only"
                  : Messages.suggest(name, known)));
    }
    return Condition.Factor.of(name, true, labels.classNames(factor));
  }

  /** The labels of all rows of the source. */
  static Labels labels(Dataset data) {
    return data.pipeline()
        .source()
        .labels()
        .orElseThrow(
            () ->
                new DataException(
                    data
                        + " has no labels: write idx:IMAGES,LABELS, npz:FILE#KEY,LABELKEY or"
                        + " csv:FILE#label=COLUMN"));
  }

  /**
   * The column of a name, or of a number that is no name; -1 if there is none.
   *
   * @throws DataException if several columns have the name
   */
  static int column(Dataset data, String name) {
    if (data.event().rank() != 1) {
      return -1;
    }
    int named = data.columns().indexOf(name);
    if (named != data.columns().lastIndexOf(name)) {
      throw new DataException(
          data
              + ": the columns "
              + named
              + " and "
              + data.columns().lastIndexOf(name)
              + " are both called '"
              + name
              + "'; rename one, or say its number");
    }
    boolean number = named < 0 && name.matches("\\d{1,7}");
    return number && Integer.parseInt(name) < data.event().elements()
        ? Integer.parseInt(name)
        : named;
  }
}
