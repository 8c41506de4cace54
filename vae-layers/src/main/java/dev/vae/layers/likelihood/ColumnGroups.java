package dev.vae.layers.likelihood;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.text.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which columns of a row belong to which part.
 *
 * @param parts the columns of each part
 * @param owner the part of each column
 */
public record ColumnGroups(List<int[]> parts, int[] owner) {

  /** Reads an option: numbers, ranges such as {@code 4-9}, and lists of both. */
  public static int[] read(String part, Object option) {
    List<?> entries = option instanceof List<?> list ? list : List.of(option);
    IntStream.Builder all = IntStream.builder();
    for (Object entry : entries) {
      String text = entry.toString();
      if (!text.matches("\\d{1,9}(-\\d{1,9})?") || entry instanceof Double) {
        throw new IllegalArgumentException(
            "option 'columns' of '"
                + part
                + "' must be numbers from 0 and ranges such as \"4-9\", or names where the columns"
                + " have names; not '"
                + text
                + "'");
      }
      int dash = text.indexOf('-');
      int first = Integer.parseInt(dash < 0 ? text : text.substring(0, dash));
      int last = Integer.parseInt(text.substring(dash + 1));
      if (last < first || last - first >= 1 << 24) {
        throw new IllegalArgumentException(
            "option 'columns' of '" + part + "': no range goes from " + first + " to " + last);
      }
      IntStream.rangeClosed(first, last).forEach(all::add);
    }
    return all.build().toArray();
  }

  /**
   * Shares out the columns of a row.
   *
   * @param given the columns of each part by its name; null for those that no other part has
   * @throws IllegalArgumentException if a column is missing, there is none of its number, or two
   *     parts have it
   */
  public static ColumnGroups of(Map<String, int[]> given, int width) {
    List<String> names = List.copyOf(given.keySet());
    List<int[]> parts = new ArrayList<>(given.values());
    int[] owner = new int[width];
    Arrays.fill(owner, -1);
    int rest = -1;
    for (int p = 0; p < parts.size(); p++) {
      if (parts.get(p) == null) {
        if (rest >= 0) {
          throw new IllegalArgumentException(
              "parts '"
                  + names.get(rest)
                  + "' and '"
                  + names.get(p)
                  + "' both have no \"columns\"; only one can take those that are left");
        }
        rest = p;
        continue;
      }
      for (int column : parts.get(p)) {
        claim(owner, column, p, names);
      }
    }
    int[] left = IntStream.range(0, width).filter(c -> owner[c] < 0).toArray();
    if (rest >= 0) {
      parts.set(rest, left);
      for (int column : left) {
        owner[column] = rest;
      }
    } else if (left.length > 0) {
      throw new IllegalArgumentException(
          "of "
              + Messages.count(width, "column")
              + ", "
              + describe(left)
              + " belong to no part of the likelihood; name them, or add a part without"
              + " \"columns\", which takes all that are left");
    }
    for (int p = 0; p < parts.size(); p++) {
      if (parts.get(p).length == 0) {
        throw new IllegalArgumentException("part '" + names.get(p) + "' has no column");
      }
    }
    return new ColumnGroups(List.copyOf(parts), owner);
  }

  private static void claim(int[] owner, int column, int part, List<String> names) {
    if (column >= owner.length) {
      throw new IllegalArgumentException(
          "part '"
              + names.get(part)
              + "' names column "
              + column
              + "; the rows have columns 0 to "
              + (owner.length - 1));
    }
    if (owner[column] >= 0) {
      throw new IllegalArgumentException(
          "column "
              + column
              + " belongs to '"
              + names.get(owner[column])
              + "' and to '"
              + names.get(part)
              + "'; it can have one likelihood only");
    }
    owner[column] = part;
  }

  private static String describe(int[] columns) {
    List<String> runs = new ArrayList<>();
    for (int at = 0; at < columns.length; ) {
      int end = at + 1;
      while (end < columns.length && columns[end] == columns[end - 1] + 1) {
        end++;
      }
      runs.add(end - at == 1 ? "" + columns[at] : columns[at] + "-" + columns[end - 1]);
      at = end;
    }
    return String.join(", ", runs);
  }

  /** Returns the columns of a part. */
  public int[] of(int part) {
    return parts.get(part);
  }

  /** The shape of a part's rows. */
  Shape event(int part) {
    return Shape.of(of(part).length);
  }

  /** Returns the columns of a part out of whole rows, {@code [R, columns]}. */
  public Tensor pick(Tensor x, int part) {
    Dim rows = x.shape().dim(0);
    Tensor flat = x.reshape(Shape.of(rows, Dim.of(owner.length)));
    return slices(List.of(flat), of(part), new int[of(part).length]);
  }

  /** Whole rows out of those of all parts. */
  Tensor join(List<Tensor> all, Shape event) {
    int[] places = new int[owner.length];
    for (int p = 0; p < parts.size(); p++) {
      for (int i = 0; i < of(p).length; i++) {
        places[of(p)[i]] = i;
      }
    }
    return slices(all, places, owner).reshape(event.withLeading(all.get(0).shape().dim(0)));
  }

  /**
   * Columns side by side, neighbours in one slice.
   *
   * @param from the source of each column
   */
  private static Tensor slices(List<Tensor> sources, int[] places, int[] from) {
    List<Tensor> slices = new ArrayList<>();
    for (int at = 0; at < places.length; ) {
      int end = at + 1;
      while (end < places.length && places[end] == places[end - 1] + 1 && from[end] == from[at]) {
        end++;
      }
      slices.add(sources.get(from[at]).slice(1, places[at], places[end - 1] + 1));
      at = end;
    }
    return Tensor.concat(1, slices);
  }
}
