package dev.vae.data.table;

import dev.vae.core.graph.Shape;
import dev.vae.data.internal.Digests;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.Level;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The columns of a table that are modelled, as rows of numbers. */
record TableRows(Table table, int[] kept) implements RowSource {

  static TableRows of(Table table) {
    List<Column> columns = table.schema().columns();
    int[] kept =
        IntStream.range(0, columns.size()).filter(c -> columns.get(c).modelled()).toArray();
    if (kept.length == 0) {
      throw new DataException(
          table.source().description()
              + ": no column is left to model; give one a type by hand, such as "
              + columns.get(0).name()
              + "=categorical");
    }
    return new TableRows(table, kept);
  }

  private Column column(int i) {
    return table.schema().columns().get(kept[i]);
  }

  @Override
  public long size() {
    return table.rowCount();
  }

  @Override
  public Shape event() {
    return Shape.of(kept.length);
  }

  @Override
  public void read(long row, double[] into) {
    for (int i = 0; i < kept.length; i++) {
      into[i] = table.value((int) row, kept[i]);
    }
  }

  @Override
  public String description() {
    return table.source().description();
  }

  @Override
  public List<String> columns() {
    return IntStream.range(0, kept.length).mapToObj(i -> column(i).name()).toList();
  }

  /** Returns levels in order; where unseen or pooled ones stand, one more. */
  @Override
  public Map<Integer, List<String>> categories() {
    Map<Integer, List<String>> words = new TreeMap<>();
    for (int i = 0; i < kept.length; i++) {
      Column column = column(i);
      if (column.type().hasLevels()) {
        List<String> texts =
            new java.util.ArrayList<>(column.levels().stream().map(Level::text).toList());
        double other = column.otherIndex();
        if (java.util.Arrays.stream(table.values(kept[i])).anyMatch(v -> v == other)) {
          texts.add("other");
        }
        words.put(i, List.copyOf(texts));
      }
    }
    return words;
  }

  @Override
  public String sha256() {
    MessageDigest digest = Digests.sha256();
    double[] values = new double[kept.length];
    ByteBuffer bytes = ByteBuffer.allocate(8 * kept.length);
    for (int row = 0; row < table.rowCount(); row++) {
      read(row, values);
      bytes.clear();
      for (double value : values) {
        bytes.putDouble(value);
      }
      digest.update(bytes.array());
    }
    return Digests.hex(digest);
  }

  @Override
  public String toString() {
    return description();
  }
}
