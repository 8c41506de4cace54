package dev.vae.data.internal.csv;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The columns of a table that hold words, numbered as they come. */
final class CsvWords {
  /** How many different words a column of categories can have. */
  static final int MOST = 1000;

  private final Map<Integer, Map<String, Integer>> columns = new TreeMap<>();
  private final Set<Integer> numbers = new HashSet<>();

  /** Whether a column may hold words: it does, or it has held no number so far. */
  boolean takes(int column) {
    return !numbers.contains(column);
  }

  /** Whether a column may hold numbers, which from then on it does. */
  boolean takesNumber(int column) {
    if (has(column)) {
      return false;
    }
    numbers.add(column);
    return true;
  }

  /** Whether a column holds words. */
  boolean has(int column) {
    return columns.containsKey(column);
  }

  /** The columns that hold words. */
  Set<Integer> columns() {
    return columns.keySet();
  }

  /** How many different words a column has. */
  int count(int column) {
    return has(column) ? columns.get(column).size() : 0;
  }

  /** The number of a word, by order of appearance. */
  double code(int column, String word) {
    Map<String, Integer> codes = columns.computeIfAbsent(column, c -> new LinkedHashMap<>());
    Integer known = codes.putIfAbsent(word, codes.size());
    return known == null ? codes.size() - 1 : known;
  }

  /** A column's words in the order of the alphabet. */
  List<String> inOrder(int column) {
    return List.copyOf(new TreeSet<>(columns.get(column).keySet()));
  }

  /** The place in the order of the alphabet of each word, by order of appearance. */
  double[] sorted(int column) {
    List<String> words = inOrder(column);
    List<Double> places = new ArrayList<>();
    columns.get(column).keySet().forEach(word -> places.add((double) words.indexOf(word)));
    return places.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
