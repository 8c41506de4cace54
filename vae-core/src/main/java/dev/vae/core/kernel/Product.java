package dev.vae.core.kernel;

import java.util.Optional;

/**
 * A matrix product or convolution made ready for given sizes. It is immutable; buffers are given at
 * every run. The work is a few phases one after the other; the tasks of one phase are independent
 * of one another and may run on any threads in any order, which changes no bit of the result.
 *
 * <p>The order of sums, for every product: output element (i, j) is the sum over blocks of {@link
 * #BLOCK} consecutive k, added in ascending order starting from the first block's sum; each block's
 * sum is a chain of {@code fma(a(i,k), b(k,j), sum)} over ascending k starting from 0. A product
 * with no k gives 0. Convolutions are products of matrices that exist only as a way of counting,
 * see {@link ConvolutionSpec}.
 */
public interface Product {

  /** The number of consecutive k that are summed in one chain. */
  int BLOCK = 512;

  /**
   * Returns how many floats of scratch a run needs, shared by all its tasks; what is in them before
   * does not matter.
   *
   * @param threads how many threads run tasks at the same time, numbered from 0
   */
  int scratch(int threads);

  /** Returns the next multiple of 16 floats, where a vector of any width may start. */
  static int aligned(int floats) {
    return (floats + 15) / 16 * 16;
  }

  /** Returns the number of phases. */
  int phases();

  /** Returns the number of tasks in a phase. */
  int tasks(int phase);

  /**
   * What the first phases make of the right operand alone, at the beginning of the scratch; the
   * later ones only read it. Where that operand does not change it is made once, by {@link
   * Product#run} of these phases with a scratch for one thread, and kept.
   *
   * @param phases how many phases
   * @param floats how many floats of the scratch
   * @param layout what these floats are: equal where one product can use what another has made of
   *     the same operand
   */
  record Preparation(int phases, int floats, Object layout) {}

  /** Returns what can be kept of the right operand; empty if there is nothing. */
  default Optional<Preparation> preparation() {
    return Optional.empty();
  }

  /**
   * Runs one task.
   *
   * @param thread which thread runs it, less than the number of threads that the scratch was sized
   *     for; a thread runs one task at a time
   */
  void run(int phase, int task, int thread, Buffers buffers);

  /** Where operands, result and scratch are. Mutable, so that a steady run allocates nothing. */
  final class Buffers {
    public float[] a;
    public int aOffset;
    public float[] b;
    public int bOffset;
    public float[] c;
    public int cOffset;
    public float[] scratch;
    public int scratchOffset;

    /** What was kept of the right operand; null if it is at the beginning of the scratch. */
    public float[] kept;

    /** Empty buffers. */
    public Buffers() {}

    /** Returns the array of what was made of the right operand. */
    public float[] prepared() {
      return kept == null ? scratch : kept;
    }

    /** Returns the offset of the first float there. */
    public int preparedOffset() {
      return kept == null ? scratchOffset : 0;
    }
  }
}
