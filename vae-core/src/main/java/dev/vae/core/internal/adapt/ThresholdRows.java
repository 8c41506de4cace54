package dev.vae.core.internal.adapt;

import dev.vae.core.graph.Shape;
import dev.vae.core.rows.Rows;

/** Rows of any source, some of whose columns become 1 from 0.5 up, else 0. */
final class ThresholdRows implements Rows {
  private final Rows rows;
  private final boolean[] binary;

  ThresholdRows(Rows rows, boolean[] binary) {
    this.rows = rows;
    this.binary = binary;
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public Shape event() {
    return rows.event();
  }

  @Override
  public int condition() {
    return rows.condition();
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    return new Pass(rows.shuffled(batch, seed, epoch));
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    return new Pass(rows.inOrder(batch, seed));
  }

  @Override
  public String toString() {
    return rows.toString();
  }

  private final class Pass implements Batches {
    private final Batches batches;
    private float[] values = new float[0];

    Pass(Batches batches) {
      this.batches = batches;
    }

    @Override
    public Batch next() {
      Batch b = batches.next();
      if (b == null) {
        return null;
      }
      int size = b.rows() * binary.length;
      values = values.length < size ? new float[size] : values;
      for (int i = 0; i < size; i++) {
        float value = b.values()[i];
        boolean stays = !binary[i % binary.length] || Float.isNaN(value);
        values[i] = stays ? value : value >= 0.5f ? 1 : 0;
      }
      return new Batch(b.rows(), values, b.mask(), b.condition(), b.index());
    }

    @Override
    public void close() {
      batches.close();
    }
  }
}
