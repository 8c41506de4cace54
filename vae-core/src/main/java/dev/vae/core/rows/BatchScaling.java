package dev.vae.core.rows;

import dev.vae.core.internal.rows.ScalingArrays;
import dev.vae.core.rows.Rows.Batch;
import dev.vae.core.spec.Scaling;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brings the batches of one pass into a model's units. */
final class BatchScaling implements UnaryOperator<Batch> {
  private final int width;
  private final int given;
  private final @Nullable ScalingArrays values;
  private final @Nullable ScalingArrays condition;
  private float[] scaledValues = new float[0];
  private float[] scaledCondition = new float[0];

  BatchScaling(Rows rows, @Nullable Scaling values, @Nullable Scaling condition) {
    this.width = rows.event().elements();
    this.given = rows.condition();
    this.values = values == null ? null : ScalingArrays.of(values);
    this.condition = condition == null ? null : ScalingArrays.of(condition);
  }

  @Override
  public Batch apply(Batch b) {
    float[] rows = b.values();
    if (values != null) {
      int size = b.rows() * width;
      scaledValues = scaledValues.length < size ? new float[size] : scaledValues;
      scale(values, rows, scaledValues, size, width);
      for (int i = 0; b.mask() != null && i < size; i++) {
        scaledValues[i] = b.mask()[i] == 0 ? 0 : scaledValues[i];
      }
      rows = scaledValues;
    }
    float[] told = b.condition();
    if (condition != null && told != null) {
      int size = b.rows() * given;
      scaledCondition = scaledCondition.length < size ? new float[size] : scaledCondition;
      scale(condition, told, scaledCondition, size, given);
      told = scaledCondition;
    }
    return new Batch(b.rows(), rows, b.mask(), told, b.index());
  }

  private static void scale(ScalingArrays how, float[] from, float[] into, int size, int width) {
    for (int i = 0; i < size; i++) {
      into[i] = (float) how.scale(i % width, from[i]);
    }
  }
}
