package dev.vae.data;

import dev.vae.core.graph.Shape;
import dev.vae.data.rows.RowSource;

/** Rows of doubles, for tests. */
record RowSourceOf(double[][] rows) implements RowSource {
  @Override
  public long size() {
    return rows.length;
  }

  @Override
  public Shape event() {
    return Shape.of(rows[0].length);
  }

  @Override
  public void read(long row, double[] into) {
    System.arraycopy(rows[(int) row], 0, into, 0, into.length);
  }

  @Override
  public String description() {
    return "test rows";
  }

  @Override
  public String sha256() {
    return "";
  }
}
