package dev.vae.core.rows;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.rows.ScalingArrays;
import dev.vae.core.spec.Scaling;
import org.jspecify.annotations.Nullable;

/** Rows of any source, brought into a model's units batch by batch. */
final class ScaledRows implements Rows {
  private final Rows raw;
  private final ScalingArrays values;
  private final ScalingArrays condition;

  ScaledRows(Rows raw, @Nullable Scaling values, @Nullable Scaling condition) {
    this.raw = raw;
    this.values = ScalingArrays.of(values);
    this.condition = ScalingArrays.of(condition);
  }

  @Override
  public long size() {
    return raw.size();
  }

  @Override
  public Shape event() {
    return raw.event();
  }

  @Override
  public int condition() {
    return raw.condition();
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    return new Pass(raw.shuffled(batch, seed, epoch));
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    return new Pass(raw.inOrder(batch, seed));
  }

  @Override
  public String toString() {
    return raw.toString();
  }

  private final class Pass implements Batches {
    private final Batches batches;
    private float[] scaledValues = new float[0];
    private float[] scaledCondition = new float[0];

    Pass(Batches batches) {
      this.batches = batches;
    }

    @Override
    public @Nullable Batch next() {
      Batch b = batches.next();
      if (b == null) {
        return null;
      }
      float[] rows = b.values();
      if (values != null) {
        int size = b.rows() * event().elements();
        scaledValues = scaledValues.length < size ? new float[size] : scaledValues;
        scale(values, rows, scaledValues, size, event().elements());
        for (int i = 0; b.mask() != null && i < size; i++) {
          scaledValues[i] = b.mask()[i] == 0 ? 0 : scaledValues[i];
        }
        rows = scaledValues;
      }
      float[] given = b.condition();
      if (condition != null && given != null) {
        int size = b.rows() * condition();
        scaledCondition = scaledCondition.length < size ? new float[size] : scaledCondition;
        scale(condition, given, scaledCondition, size, condition());
        given = scaledCondition;
      }
      return new Batch(b.rows(), rows, b.mask(), given, b.index());
    }

    private static void scale(ScalingArrays how, float[] from, float[] into, int size, int width) {
      for (int i = 0; i < size; i++) {
        into[i] = (float) how.scale(i % width, from[i]);
      }
    }

    @Override
    public void close() {
      batches.close();
    }
  }
}
