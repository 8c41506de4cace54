package dev.vae.core.model;

import dev.vae.core.graph.Shape;
import java.util.Random;

/** Rows that lie in memory. */
final class ArrayRows implements Rows {
  private final float[][] values;
  private final float[][] conditions;
  private final Shape event;
  private final boolean missing;

  ArrayRows(float[][] values, float[][] conditions, Shape event, boolean missing) {
    int width = event.elements();
    for (int r = 0; r < values.length; r++) {
      if (values[r].length != width) {
        throw new IllegalArgumentException(
            "row " + r + " has " + values[r].length + " values, not " + width);
      }
    }
    if (conditions != null && conditions.length != values.length) {
      throw new IllegalArgumentException(
          conditions.length + " conditions for " + values.length + " rows");
    }
    for (int r = 0; conditions != null && r < conditions.length; r++) {
      if (conditions[r].length != conditions[0].length) {
        throw new IllegalArgumentException(
            "the condition of row "
                + r
                + " has "
                + conditions[r].length
                + " values, not "
                + conditions[0].length);
      }
    }
    this.values = values;
    this.conditions = conditions;
    this.event = event;
    this.missing = missing;
  }

  @Override
  public long size() {
    return values.length;
  }

  @Override
  public Shape event() {
    return event;
  }

  @Override
  public int condition() {
    return conditions == null ? 0 : conditions[0].length;
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    int[] order = order();
    Random random = new Random(seed * 0x9E3779B97F4A7C15L + epoch);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return new Pass(order, batch);
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    return new Pass(order(), batch);
  }

  private int[] order() {
    int[] order = new int[values.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return order;
  }

  private final class Pass implements Batches {
    private final int[] order;
    private final int batch;
    private final int width = event.elements();
    private final float[] rows;
    private final float[] mask;
    private final float[] given;
    private final long[] index;
    private int at;

    Pass(int[] order, int batch) {
      this.order = order;
      this.batch = Math.max(1, Math.min(batch, order.length));
      this.rows = new float[Math.multiplyExact(this.batch, width)];
      this.given =
          conditions == null ? null : new float[Math.multiplyExact(this.batch, condition())];
      this.mask = missing ? new float[rows.length] : null;
      this.index = new long[this.batch];
    }

    @Override
    public Batch next() {
      int count = Math.min(batch, order.length - at);
      if (count <= 0) {
        return null;
      }
      for (int r = 0; r < count; r++) {
        int row = order[at + r];
        index[r] = row;
        System.arraycopy(values[row], 0, rows, r * width, width);
        if (given != null) {
          System.arraycopy(conditions[row], 0, given, r * condition(), condition());
        }
      }
      for (int i = 0; missing && i < count * width; i++) {
        mask[i] = Float.isNaN(rows[i]) ? 0 : 1;
      }
      at += count;
      return new Batch(count, rows, mask, given, index);
    }

    @Override
    public void close() {}
  }
}
