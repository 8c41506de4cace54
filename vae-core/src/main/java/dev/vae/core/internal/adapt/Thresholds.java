package dev.vae.core.internal.adapt;

import dev.vae.core.rows.Rows.Batch;
import java.util.function.UnaryOperator;

/** Makes some columns of the batches of one pass 1 from 0.5 up, else 0. */
final class Thresholds implements UnaryOperator<Batch> {
  private final boolean[] binary;
  private float[] values = new float[0];

  Thresholds(boolean[] binary) {
    this.binary = binary;
  }

  @Override
  public Batch apply(Batch b) {
    int size = b.rows() * binary.length;
    values = values.length < size ? new float[size] : values;
    for (int i = 0; i < size; i++) {
      float value = b.values()[i];
      boolean stays = !binary[i % binary.length] || Float.isNaN(value);
      values[i] = stays ? value : value >= 0.5f ? 1 : 0;
    }
    return new Batch(b.rows(), values, b.mask(), b.condition(), b.index());
  }
}
