package dev.vae.data;

import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.RandomKey;
import dev.vae.core.spec.Binarization;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.internal.rows.SparseSource;
import dev.vae.data.rows.RowSource;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * Reads rows of a source and transforms them, with scratch memory of its own. For one thread at a
 * time.
 */
@NullUnmarked // no null leaves it
final class RowReader {
  /** Sets the draws of dynamic binarisation apart from all other uses of a seed. */
  static final int STREAM = 0x62696e61;

  private final RowSource source;
  private final Transform[] transforms;
  private final Binarization binarize;
  private final BitSet binary;
  private final ConditionReader condition;
  private final int width;
  private final double[] numbers;
  private final byte[] bytes;
  private final SparseSource sparse;
  private final float[] levels;
  private final float[] uniform;
  private final Kernels kernels;

  RowReader(RowPipeline recipe) {
    source = recipe.source();
    binarize = recipe.binarize();
    binary = recipe.binary();
    condition = recipe.condition() == null ? null : recipe.condition().copy();
    List<Transform> list = recipe.transforms();
    transforms = list.toArray(Transform[]::new);
    width = source.event().elements();
    boolean grey =
        source instanceof ByteRowSource
            && list.stream().allMatch(t -> t instanceof DivisorTransform scale && scale.ofAll());
    sparse = source instanceof SparseSource rows && list.isEmpty() ? rows : null;
    bytes = grey ? new byte[width] : null;
    levels = grey ? levels(list) : null;
    numbers = new double[width];
    boolean dynamic = binarize == Binarization.DYNAMIC;
    uniform = dynamic ? new float[width] : null;
    kernels = dynamic ? KernelSelector.get() : null;
  }

  /** What the transforms make of each byte: they treat all columns alike here. */
  private static float[] levels(List<Transform> transforms) {
    float[] levels = new float[256];
    double[] value = new double[1];
    for (int i = 0; i < levels.length; i++) {
      value[0] = i;
      transforms.forEach(t -> t.apply(value));
      levels[i] = (float) value[0];
    }
    return levels;
  }

  /** The transformed row before it is made binary; missing values are NaN. Valid until the next. */
  double[] numbers(long row) {
    source.read(row, numbers);
    for (Transform transform : transforms) {
      transform.apply(numbers);
    }
    return numbers;
  }

  /**
   * Reads a row for use.
   *
   * @param mask where to say what was observed; null if nothing may be missing
   */
  void read(long row, long seed, long epoch, float[] into, int at, float[] mask) {
    if (levels != null) {
      ((ByteRowSource) source).readBytes(row, bytes);
      for (int j = 0; j < width; j++) {
        into[at + j] = levels[bytes[j] & 0xff];
      }
    } else if (sparse != null) {
      sparse.matrix().copyRow((int) row, into, at);
    } else {
      numbers(row);
      for (int j = 0; j < width; j++) {
        into[at + j] = (float) numbers[j];
      }
    }
    if (mask != null) {
      observe(into, at, mask);
    }
    switch (binarize) {
      case NONE -> {}
      case THRESHOLD -> threshold(into, at);
      case DYNAMIC -> draw(row, seed, epoch, into, at);
    }
  }

  /** Reads what a row is conditioned on, if anything. */
  void readCondition(long row, float[] into, int at) {
    if (condition != null) {
      condition.read(row, into, at);
    }
  }

  /** Puts 0 in the place of missing values; after standardisation that is the column's mean. */
  private void observe(float[] into, int at, float[] mask) {
    for (int j = at; j < at + width; j++) {
      boolean missing = Float.isNaN(into[j]);
      mask[j] = missing ? 0 : 1;
      if (missing) {
        into[j] = 0;
      }
    }
  }

  private void threshold(float[] into, int at) {
    for (int j = 0; j < width; j++) {
      if (binary.get(j)) {
        into[at + j] = into[at + j] >= 0.5f ? 1 : 0;
      }
    }
  }

  private void draw(long row, long seed, long epoch, float[] into, int at) {
    kernels.uniform(new RandomKey(seed, epoch, STREAM), row, 1, 0, width, uniform, 0);
    for (int j = 0; j < width; j++) {
      if (binary.get(j)) {
        into[at + j] = uniform[j] < into[at + j] ? 1 : 0;
      }
    }
  }
}
