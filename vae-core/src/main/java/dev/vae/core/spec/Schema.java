package dev.vae.core.spec;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.io.JsonTree;
import dev.vae.core.internal.text.Messages;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the rows of a model are: their shape, what their columns are called, and how raw values are
 * prepared. It is kept with the model, so that a model takes and gives raw rows.
 *
 * @param kind pictures or a table
 * @param event the shape of one row
 * @param columns the columns' names; empty where they have none
 * @param scaling how raw values become the model's; empty where they are the same
 * @param binarization how values are made 0 or 1 before they get here
 * @param categories the words of columns that hold words: value k of the column stands for word k
 * @param condition what the values of a row's condition mean, where that is known
 * @param divisor what raw values are divided by before anything else, such as 255 for grey levels;
 *     columns of counts and categories never are. Empty where the model does not say, as older
 *     files do not: then rows are taken as they come
 * @param missing whether values may be missing in the data
 */
public record Schema(
    Kind kind,
    Shape event,
    List<String> columns,
    Optional<Scaling> scaling,
    Binarization binarization,
    Map<Integer, List<String>> categories,
    Optional<Condition> condition,
    Optional<Double> divisor,
    boolean missing) {

  /** What a row is. */
  public enum Kind {
    IMAGE,
    TABLE
  }

  /** Checks that sizes agree. */
  public Schema {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(scaling, "scaling");
    Objects.requireNonNull(binarization, "binarization");
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(divisor, "divisor");
    columns = copy("columns", columns);
    if (!columns.isEmpty() && columns.size() != event.elements()) {
      throw new IllegalArgumentException(
          Messages.count(columns.size(), "column name") + " for rows of shape " + event);
    }
    if (scaling.isPresent() && scaling.get().mean().size() != event.elements()) {
      throw new IllegalArgumentException(
          Messages.count(scaling.get().mean().size(), "column mean")
              + " for rows of shape "
              + event);
    }
    if (divisor.isPresent() && !(divisor.get() > 0 && Double.isFinite(divisor.get()))) {
      throw new IllegalArgumentException("values cannot be divided by " + divisor.get());
    }
    Map<Integer, List<String>> words = new TreeMap<>();
    Objects.requireNonNull(categories, "categories")
        .forEach(
            (column, list) ->
                words.put(
                    Objects.requireNonNull(column, "a column of the categories"),
                    copy("the categories of column " + column, list)));
    categories = Collections.unmodifiableMap(words);
    for (Map.Entry<Integer, List<String>> entry : categories.entrySet()) {
      int column = entry.getKey();
      if (column < 0 || column >= event.elements() || entry.getValue().isEmpty()) {
        throw new IllegalArgumentException(
            "no words can belong to column " + column + " of rows of shape " + event);
      }
    }
  }

  private static List<String> copy(String what, List<String> list) {
    for (String one : Objects.requireNonNull(list, what)) {
      Objects.requireNonNull(one, () -> what + ": a name is null");
    }
    return List.copyOf(list);
  }

  /** Returns rows without names or scaling: images where there are several axes, else a table. */
  public static Schema of(Shape event) {
    Objects.requireNonNull(event, "event");
    Kind kind = event.rank() > 1 ? Kind.IMAGE : Kind.TABLE;
    return new Schema(
        kind,
        event,
        List.of(),
        Optional.empty(),
        Binarization.NONE,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** Returns this with columns named. */
  public Schema withColumns(List<String> names) {
    return new Schema(
        kind, event, names, scaling, binarization, categories, condition, divisor, missing);
  }

  /** Returns this with raw values scaled inside the model. */
  public Schema withScaling(Scaling how) {
    Objects.requireNonNull(how, "how");
    return new Schema(
        kind,
        event,
        columns,
        Optional.of(how),
        binarization,
        categories,
        condition,
        divisor,
        missing);
  }

  /** Returns this with a note on how values are made 0 or 1. */
  public Schema withBinarization(Binarization how) {
    return new Schema(kind, event, columns, scaling, how, categories, condition, divisor, missing);
  }

  /** Returns this with words for the values of some columns. */
  public Schema withCategories(Map<Integer, List<String>> words) {
    return new Schema(
        kind, event, columns, scaling, binarization, words, condition, divisor, missing);
  }

  /** Returns this with a condition beside each row. */
  public Schema withCondition(Condition what) {
    Objects.requireNonNull(what, "what");
    return new Schema(
        kind,
        event,
        columns,
        scaling,
        binarization,
        categories,
        Optional.of(what),
        divisor,
        missing);
  }

  /** Returns this with raw values divided by a number; 1 for values that are taken as they are. */
  public Schema withDivisor(double by) {
    return new Schema(
        kind,
        event,
        columns,
        scaling,
        binarization,
        categories,
        condition,
        Optional.of(by),
        missing);
  }

  /** Returns this with values that may be missing in the data. */
  public Schema withMissing(boolean may) {
    return new Schema(
        kind, event, columns, scaling, binarization, categories, condition, divisor, may);
  }

  /** Returns this as the values of a JSON object: texts, numbers, flags, lists and maps. */
  public Map<String, Object> toMap() {
    return SchemaJson.write(this);
  }

  /**
   * Returns the schema of the values of a JSON object.
   *
   * @param path where they stand, for errors
   * @throws IllegalArgumentException if they are not valid; the message names the place
   */
  public static Schema fromMap(Map<?, ?> values, String path) {
    Objects.requireNonNull(values, "values");
    return SchemaJson.read(JsonTree.of(values, Objects.requireNonNull(path, "path")));
  }

  /** Returns a column in words: its number from 0, and its name where it has one. */
  public String column(int index) {
    return columns.isEmpty()
        ? "column " + index
        : "column " + index + " ('" + columns.get(index) + "')";
  }
}
