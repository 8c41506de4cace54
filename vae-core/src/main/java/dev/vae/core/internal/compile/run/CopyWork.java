package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Kernels;
import java.util.Arrays;

/**
 * Copies values to other offsets: a permuted or broadcast tensor laid out densely, or parts laid
 * into a whole.
 */
public final class CopyWork extends Work {
  private static final int TASK = 16 * Tiling.TILE;

  private final int from;
  private final int to;
  private final int elements;
  private final Kernels kernels;
  private final Strides read;
  private final Strides write;
  private float[] source;
  private int sourceOffset;
  private float[] target;
  private int targetOffset;

  /**
   * Prepares a copy; one of the two ends is dense.
   *
   * @param read how the source is read; null if densely
   * @param write how the target is written; null if densely
   */
  public CopyWork(Kernels kernels, int from, int to, int elements, Strides read, Strides write) {
    this.kernels = kernels;
    this.from = from;
    this.to = to;
    this.elements = elements;
    this.read = read;
    this.write = write;
  }

  @Override
  int tasks(int phase) {
    return (elements + TASK - 1) / TASK;
  }

  @Override
  double cost() {
    return 100 + elements * 0.4;
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    source = memory.array[from];
    sourceOffset = memory.at[from];
    target = memory.array[to];
    targetOffset = memory.at[to];
  }

  @Override
  void run(int phase, int first, int last, Frame frame) {
    int at = first * TASK;
    int n = Math.min(elements, last * TASK) - at;
    if (n <= 0) {
      return;
    }
    if (read != null) {
      read.read(kernels, source, sourceOffset, at, n, target, targetOffset + at, frame.index);
    } else if (write != null) {
      write.write(target, targetOffset, at, n, source, sourceOffset + at, frame.index);
    } else {
      System.arraycopy(source, sourceOffset + at, target, targetOffset + at, n);
    }
  }

  /** Fills a buffer with one number: what a padded tensor has around it. */
  public static final class Fill extends Work {
    private final int buffer;
    private final int elements;
    private final float value;
    private float[] target;
    private int at;

    /** Prepares. */
    public Fill(int buffer, int elements, float value) {
      this.buffer = buffer;
      this.elements = elements;
      this.value = value;
    }

    @Override
    int tasks(int phase) {
      return (elements + TASK - 1) / TASK;
    }

    @Override
    double cost() {
      return 100 + elements * 0.1;
    }

    @Override
    void attach(BufferTable memory, float[] scratch, int scratchOffset) {
      target = memory.array[buffer];
      at = memory.at[buffer];
    }

    @Override
    void run(int phase, int first, int last, Frame frame) {
      if (first < last) {
        Arrays.fill(target, at + first * TASK, at + Math.min(elements, last * TASK), value);
      }
    }
  }
}
