package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.Kernels;

/** Adam's step on one variable and its two moments, in place. */
public final class AdamWork extends Work {
  private static final int TASK = 16 * Tiling.TILE;

  /**
   * Where things are.
   *
   * @param w the variable, m and v its moments, g its gradient
   * @param rate and scale the scalars of {@link Kernels.AdamStep}
   */
  public record BufferIds(int w, int m, int v, int g, int rate, int scale) {}

  private final Kernels kernels;
  private final BufferIds buffers;
  private final int elements;
  private final float beta1;
  private final float beta2;
  private final float epsilon;
  private BufferTable memory;

  /** The numbers of the last step; immutable, so that threads may race to set it. */
  private Kernels.AdamStep step;

  /** Prepares. */
  public AdamWork(
      Kernels kernels, BufferIds buffers, int elements, float beta1, float beta2, float epsilon) {
    this.kernels = kernels;
    this.buffers = buffers;
    this.elements = elements;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  @Override
  int tasks(int phase) {
    return (elements + TASK - 1) / TASK;
  }

  @Override
  double cost() {
    return 100 + elements * 0.7;
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    this.memory = memory;
  }

  @Override
  void run(int phase, int from, int to, Frame frame) {
    if (from >= to) {
      return;
    }
    float rate = memory.array[buffers.rate][memory.at[buffers.rate]];
    float scale = memory.array[buffers.scale][memory.at[buffers.scale]];
    Kernels.AdamStep now = step;
    if (now == null || now.rate() != rate || now.scale() != scale) {
      now = new Kernels.AdamStep(beta1, beta2, rate, scale, epsilon);
      step = now;
    }
    int at = from * TASK;
    kernels.adam(
        memory.array[buffers.w],
        memory.at[buffers.w] + at,
        memory.array[buffers.m],
        memory.at[buffers.m] + at,
        memory.array[buffers.v],
        memory.at[buffers.v] + at,
        memory.array[buffers.g],
        memory.at[buffers.g] + at,
        Math.min(elements, to * TASK) - at,
        now);
  }
}
