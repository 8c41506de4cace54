package dev.vae.serve.model;

import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
import dev.vae.serve.call.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of JSON as a model's numbers, and back: by its columns where they have names. */
final class VaeRows {
  private final Schema schema;
  private final int width;

  VaeRows(Schema schema) {
    this.schema = schema;
    width = schema.event().elements();
  }

  /** The numbers of a row. */
  double[] read(Object row, int number) {
    if (row instanceof Map<?, ?> map) {
      return byName(map, number);
    }
    List<Double> flat = new ArrayList<>();
    double[] values =
        row instanceof double[] array
            ? array
            : flatten(row, flat, number).stream().mapToDouble(v -> v).toArray();
    if (values.length != width) {
      throw RequestException.badRequest(
          "row " + number + " has " + values.length + " values; the model takes " + width);
    }
    for (int c = 0; c < width; c++) {
      check(values[c], c, number);
    }
    return values;
  }

  /** The numbers of a row that is a latent. */
  static double[] latent(Object row, int number, int length) {
    if (row instanceof double[] z
        && z.length == length
        && Arrays.stream(z).allMatch(Double::isFinite)) {
      return z;
    }
    throw RequestException.badRequest(
        "row " + number + " must be a latent of " + length + " numbers");
  }

  private void check(double value, int column, int number) {
    if (Double.isNaN(value) && !schema.missing()) {
      throw RequestException.badRequest(
          "row "
              + number
              + ", "
              + schema.column(column)
              + " has no value, and the model was trained without missing ones");
    }
  }

  private static List<Double> flatten(Object row, List<Double> into, int number) {
    if (row instanceof double[] array) {
      Arrays.stream(array).forEach(into::add);
    } else if (row instanceof List<?> list) {
      list.forEach(inner -> flatten(inner, into, number));
    } else if (row instanceof Number one) {
      into.add(one.doubleValue());
    } else {
      throw RequestException.badRequest("row " + number + " must be a list of numbers");
    }
    return into;
  }

  private double[] byName(Map<?, ?> map, int number) {
    List<String> columns = schema.columns();
    if (columns.isEmpty()) {
      throw RequestException.badRequest(
          "row " + number + " must be a list of numbers: the model's columns have no names");
    }
    for (Object name : map.keySet()) {
      if (!columns.contains(name)) {
        throw RequestException.badRequest(
            "row " + number + ": there is no column '" + name + "'; there are " + columns);
      }
    }
    double[] values = new double[width];
    for (int c = 0; c < width; c++) {
      values[c] = value(map.get(columns.get(c)), c, number);
      check(values[c], c, number);
    }
    return values;
  }

  private double value(Object value, int column, int number) {
    List<String> words = schema.categories().get(column);
    if (value == null) {
      return Double.NaN;
    }
    if (words != null && value instanceof String word) {
      int index = words.indexOf(word);
      if (index >= 0) {
        return index;
      }
    } else if (value instanceof Number one && words == null) {
      return one.doubleValue();
    }
    throw RequestException.badRequest(
        "row "
            + number
            + ", "
            + schema.column(column)
            + ": '"
            + value
            + "' is "
            + (words == null ? "no number" : "none of " + words));
  }

  /** Rows for the model. */
  Rows rows(List<double[]> rows, double[][] conditions) {
    RowMatrix all = RowMatrix.of(rows.toArray(double[][]::new));
    if (conditions == null) {
      return schema.missing() ? Rows.withMissing(all) : Rows.of(all);
    }
    RowMatrix given = RowMatrix.of(conditions);
    return schema.missing() ? Rows.withMissing(all, given) : Rows.of(all, given);
  }

  /** A row as JSON: by name where columns have names, else a list. */
  Object write(double[] row) {
    List<String> columns = schema.columns();
    if (columns.isEmpty()) {
      return row;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    for (int c = 0; c < width; c++) {
      List<String> words = schema.categories().get(c);
      int index = (int) Math.rint(row[c]);
      boolean word = words != null && index >= 0 && index < words.size() && index == row[c];
      map.put(columns.get(c), word ? words.get(index) : (Object) row[c]);
    }
    return map;
  }
}
