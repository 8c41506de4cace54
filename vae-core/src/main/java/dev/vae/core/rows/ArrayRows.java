package dev.vae.core.rows;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.rows.ScalingArrays;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.spec.Scaling;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Rows that lie in memory. */
@NullUnmarked // no null leaves it
final class ArrayRows implements Rows {
  private final RowMatrix values;
  private final @Nullable RowMatrix conditions;
  private final Shape event;
  private final boolean missing;
  private final @Nullable ScalingArrays scaling;
  private final @Nullable ScalingArrays conditionScaling;

  ArrayRows(RowMatrix values, @Nullable RowMatrix conditions, boolean missing) {
    this(values, conditions, missing, null, null);
    values.check("row", event.elements(), missing);
    if (conditions != null && conditions.rows() != values.rows()) {
      throw new IllegalArgumentException(
          Messages.count(conditions.rows(), "condition")
              + " for "
              + Messages.count(values.rows(), "row"));
    }
    if (conditions != null) {
      conditions.check("condition of row", conditions.width(), false);
    }
  }

  private ArrayRows(
      RowMatrix values,
      RowMatrix conditions,
      boolean missing,
      ScalingArrays scaling,
      ScalingArrays conditionScaling) {
    if (values.rows() == 0) {
      throw new IllegalArgumentException("there are no rows");
    }
    this.values = values;
    this.conditions = conditions;
    this.event = Shape.of(values.width());
    this.missing = missing;
    this.scaling = scaling;
    this.conditionScaling = conditionScaling;
  }

  @Override
  public Rows scaled(Optional<Scaling> rows, Optional<Scaling> condition) {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(condition, "condition");
    if (scaling != null || conditionScaling != null) {
      return Rows.super.scaled(rows, condition);
    }
    return new ArrayRows(
        values,
        conditions,
        missing,
        ScalingArrays.of(rows.orElse(null)),
        ScalingArrays.of(condition.orElse(null)));
  }

  @Override
  public void forEachRow(RowVisitor visitor) {
    Objects.requireNonNull(visitor, "visitor");
    double[] row = new double[event.elements()];
    for (int r = 0; r < values.rows(); r++) {
      values.copyRow(r, row);
      for (int c = 0; scaling != null && c < row.length; c++) {
        row[c] = scaling.scale(c, row[c]);
      }
      visitor.row(r, row);
    }
  }

  @Override
  public long size() {
    return values.rows();
  }

  @Override
  public Shape event() {
    return event;
  }

  @Override
  public int condition() {
    return conditions == null ? 0 : conditions.width();
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

  private static void copy(
      RowMatrix from, int row, ScalingArrays how, double[] raw, float[] into, int at) {
    if (how == null) {
      from.copyRow(row, into, at);
    } else {
      from.copyRow(row, raw);
      how.scaleRow(raw, into, at);
    }
  }

  private int[] order() {
    int[] order = new int[values.rows()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return order;
  }

  private final class Pass implements Batches {
    private final int[] order;
    private final int batch;
    private final int width = event.elements();
    private final double[] raw = new double[Math.max(width, condition())];
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
    public @Nullable Batch next() {
      int count = Math.min(batch, order.length - at);
      if (count <= 0) {
        return null;
      }
      for (int r = 0; r < count; r++) {
        int row = order[at + r];
        index[r] = row;
        copy(values, row, scaling, raw, rows, r * width);
        if (given != null) {
          copy(conditions, row, conditionScaling, raw, given, r * condition());
        }
      }
      for (int i = 0; missing && i < count * width; i++) {
        boolean observed = !Float.isNaN(rows[i]);
        mask[i] = observed ? 1 : 0;
        rows[i] = observed ? rows[i] : 0;
      }
      at += count;
      return new Batch(count, rows, mask, given, index);
    }

    @Override
    public void close() {}
  }
}
