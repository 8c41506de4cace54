package dev.vae.data.internal.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An object of a file's JSON, whose values are asked for by key and type.
 *
 * @param place what to call it in messages; empty for all of a file that whoever reads it names
 */
public record JsonNode(String place, Map<?, ?> values) {

  /** Returns a value that must be an object. */
  public static JsonNode of(String place, Object value) {
    if (value instanceof Map<?, ?> map) {
      return new JsonNode(place, map);
    }
    throw new IllegalArgumentException((place.isEmpty() ? "it" : place) + " must be an object");
  }

  /** Returns what is to be thrown where a value is not as wanted. */
  public IllegalArgumentException problem(String key, String wanted) {
    return new IllegalArgumentException(within("'" + key + "' must be " + wanted));
  }

  private String within(String words) {
    return place.isEmpty() ? words : place + ": " + words;
  }

  /** Returns a value as it is; null if there is none. */
  public Object get(String key) {
    return values.get(key);
  }

  /** Returns an object. */
  public JsonNode object(String key) {
    return of(within("'" + key + "'"), get(key));
  }

  /** Returns a text. */
  public String text(String key) {
    if (get(key) instanceof String text) {
      return text;
    }
    throw problem(key, "a text");
  }

  /** Whether it says true. */
  public boolean flag(String key) {
    if (get(key) instanceof Boolean flag) {
      return flag;
    }
    throw problem(key, "true or false");
  }

  /** Returns a whole number. */
  public long whole(String key) {
    if (get(key) instanceof Long number) {
      return number;
    }
    throw problem(key, "a whole number");
  }

  /** Returns a whole number within bounds. */
  public int integer(String key, int least, int most) {
    long number = whole(key);
    if (number < least || number > most) {
      throw problem(key, "a whole number from " + least + " to " + most);
    }
    return (int) number;
  }

  /** Returns a finite number. */
  public double number(String key) {
    return number(key, get(key));
  }

  private double number(String key, Object value) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw problem(key, "a number");
  }

  /** Returns a list. */
  public List<?> list(String key) {
    if (get(key) instanceof List<?> list) {
      return list;
    }
    throw problem(key, "a list");
  }

  /** Returns a list of objects. */
  public List<JsonNode> objects(String key) {
    List<JsonNode> all = new ArrayList<>();
    List<?> list = list(key);
    for (int i = 0; i < list.size(); i++) {
      all.add(of(within("'" + key + "', entry " + i), list.get(i)));
    }
    return all;
  }

  /** Returns a list of numbers. */
  public double[] numbers(String key) {
    return numbers(key, list(key));
  }

  /** Returns a list of so many numbers. */
  public double[] numbers(String key, int count) {
    double[] all = numbers(key);
    if (all.length != count) {
      throw problem(key, "a list of " + count + " numbers");
    }
    return all;
  }

  /** Returns a list of lists of numbers. */
  public double[][] table(String key) {
    List<?> rows = list(key);
    double[][] table = new double[rows.size()][];
    for (int i = 0; i < table.length; i++) {
      if (!(rows.get(i) instanceof List<?> row)) {
        throw problem(key, "a list of lists of numbers");
      }
      table[i] = numbers(key, row);
    }
    return table;
  }

  /** Returns a table of at least one row of so many numbers, NaN where it has null. */
  public double[][] tableWithHoles(String key, int width) {
    List<?> rows = list(key);
    double[][] table = new double[rows.size()][width];
    for (int r = 0; r < table.length; r++) {
      if (!(rows.get(r) instanceof List<?> row) || row.size() != width) {
        throw problem(key, "a list of lists of " + width + " numbers or null");
      }
      for (int c = 0; c < width; c++) {
        table[r][c] = row.get(c) == null ? Double.NaN : number(key, row.get(c));
      }
    }
    if (table.length == 0) {
      throw problem(key, "a list of at least one row");
    }
    return table;
  }

  private double[] numbers(String key, List<?> list) {
    double[] all = new double[list.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = number(key, list.get(i));
    }
    return all;
  }

  /** Returns numbers as JSON has them. */
  public static List<Object> list(double[] numbers) {
    List<Object> list = new ArrayList<>(numbers.length);
    for (double number : numbers) {
      list.add(number);
    }
    return list;
  }

  /** Returns the same with null for NaN. */
  public static List<Object> listWithHoles(double[][] rows) {
    List<Object> list = new ArrayList<>(rows.length);
    for (double[] row : rows) {
      List<Object> cells = new ArrayList<>(row.length);
      for (double number : row) {
        cells.add(Double.isNaN(number) ? null : (Object) number);
      }
      list.add(cells);
    }
    return list;
  }

  /** Returns rows of numbers as JSON has them. */
  public static List<Object> list(double[][] rows) {
    List<Object> list = new ArrayList<>(rows.length);
    for (double[] row : rows) {
      list.add(list(row));
    }
    return list;
  }
}
