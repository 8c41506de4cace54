package dev.vae.data.internal.rows;

import dev.vae.core.graph.Shape;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Some columns of a table.
 *
 * @param kept the columns that are left, in order
 */
public record ColumnSource(RowSource whole, int[] kept) implements RowSource {

  /** Returns all columns but some. */
  public static RowSource without(RowSource whole, int[] columns, String why) {
    int width = whole.event().elements();
    int[] kept =
        IntStream.range(0, width)
            .filter(c -> IntStream.of(columns).noneMatch(other -> other == c))
            .toArray();
    if (kept.length == 0) {
      throw new DataException(whole.description() + ": no column is left " + why);
    }
    return kept.length == width ? whole : picked(whole, kept);
  }

  /**
   * Returns some columns in an order.
   *
   * @param kept for each column that is left, the column it was
   */
  public static RowSource picked(RowSource whole, int[] kept) {
    return whole instanceof SparseSource sparse ? sparse.pick(kept) : new ColumnSource(whole, kept);
  }

  @Override
  public long size() {
    return whole.size();
  }

  @Override
  public Shape event() {
    return Shape.of(kept.length);
  }

  @Override
  public void read(long row, double[] into) {
    double[] all = new double[whole.event().elements()];
    whole.read(row, all);
    for (int i = 0; i < kept.length; i++) {
      into[i] = all[kept[i]];
    }
  }

  @Override
  public String description() {
    return whole.description();
  }

  @Override
  public String sha256() {
    return whole.sha256();
  }

  @Override
  public Optional<Bounds> bounds() {
    return whole.bounds();
  }

  @Override
  public List<String> columns() {
    List<String> names = whole.columns();
    return names.isEmpty() ? names : IntStream.of(kept).mapToObj(names::get).toList();
  }

  @Override
  public Map<Integer, List<String>> categories() {
    Map<Integer, List<String>> left = new TreeMap<>();
    for (int i = 0; i < kept.length; i++) {
      List<String> words = whole.categories().get(kept[i]);
      if (words != null) {
        left.put(i, words);
      }
    }
    return left;
  }

  @Override
  public Optional<Labels> labels() {
    return whole.labels();
  }
}
