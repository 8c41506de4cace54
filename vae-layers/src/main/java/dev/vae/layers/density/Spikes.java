package dev.vae.layers.density;

import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Single values of columns that stand in many rows beside others: those of each column.
 *
 * @param each the values of every column, as many of each; one list stands for all columns
 */
public record Spikes(List<List<Double>> each) {
  /** The name of the option they are given by. */
  public static final String OPTION = "at";

  /** Copies the lists. */
  public Spikes {
    each = each.stream().map(List::copyOf).toList();
  }

  /**
   * Reads option {@code at}: numbers for all columns, or a list of numbers for each.
   *
   * @param of the part's name, for messages
   * @throws IllegalArgumentException if it is not that, lists differ in length, or a number is
   *     there twice
   */
  public static Spikes read(String of, Options options) {
    List<List<Double>> each = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (Object entry : options.list(OPTION, List.of(0L))) {
      if (entry instanceof List<?> own) {
        each.add(own.stream().map(value -> number(of, value)).toList());
      } else {
        all.add(number(of, entry));
      }
    }
    if (!all.isEmpty()) {
      each.add(all);
    }
    boolean even = each.stream().allMatch(own -> own.size() == each.get(0).size());
    if (each.isEmpty() || each.get(0).isEmpty() || !even || !all.isEmpty() && each.size() > 1) {
      throw wrong(of, "or as many of each column; not " + each);
    }
    for (List<Double> own : each) {
      if (own.stream().map(Double::floatValue).distinct().count() < own.size()) {
        throw wrong(of, "each once; not " + own);
      }
    }
    return new Spikes(each);
  }

  private static double number(String of, Object value) {
    if (!(value instanceof Number number) || !Float.isFinite(number.floatValue())) {
      throw wrong(of, "not " + value);
    }
    return number.doubleValue();
  }

  private static IllegalArgumentException wrong(String of, String what) {
    return new IllegalArgumentException(
        "option '" + OPTION + "' of '" + of + "' must be numbers such as [0], " + what);
  }

  /** Returns how many each column has. */
  public int count() {
    return each.get(0).size();
  }

  /**
   * Checks that rows have as many columns.
   *
   * @throws IllegalArgumentException if they are of another number of columns
   */
  public void check(Shape event) {
    int columns = event.elements();
    if (each.size() != 1 && each.size() != columns) {
      throw new IllegalArgumentException(
          "option '"
              + OPTION
              + "' has a list for each of "
              + each.size()
              + " columns; the rows have "
              + columns);
    }
  }

  /**
   * Returns their values, {@code [columns..., count]}.
   *
   * @throws IllegalArgumentException if they are of another number of columns
   */
  public Tensor values(Graph graph, Shape event) {
    check(event);
    double[] values = new double[event.elements() * count()];
    Arrays.setAll(values, i -> each.get(each.size() == 1 ? 0 : i / count()).get(i % count()));
    return graph.constant(Categories.behind(event, count()), values);
  }

  /** Returns 1 where a value is the spike of the last axis, else 0. */
  public Tensor chosen(Tensor x, Shape event) {
    return x.reshape(Categories.behind(x.shape(), 1)).equalTo(values(x.graph(), event));
  }
}
