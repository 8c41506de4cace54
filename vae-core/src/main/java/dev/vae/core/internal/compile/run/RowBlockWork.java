package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs steps a few rows at a time: all of them on the first rows, then all on the next, so that
 * what one hands to the next stays in the cache. Each row depends on its own row of what is read
 * and on what all rows share. What is added up over all rows, as the gradients of weights are, is
 * added up slice by slice in ascending order, of some slices that follow one another, and then the
 * sums of all these. A task is such slices, done by one thread.
 */
public final class RowBlockWork extends Work {
  /** Floats of a result over all rows that a task adds up. */
  private static final int PIECE = 2048;

  /** The steps, made ready for the rows of a slice. */
  public interface Body extends Work.SubProgram {
    /** Says where a buffer is that belongs to all rows, or to a sum over them. */
    void put(int buffer, float[] array, int at);
  }

  /**
   * A buffer outside that is read or written.
   *
   * @param row floats of a row; 0 for what all rows share
   */
  public record Lane(int buffer, int row) {}

  /** A buffer outside that gets a sum over all rows, of so many numbers. */
  public record Sum(int buffer, int floats) {}

  /**
   * How rows are cut.
   *
   * @param rows of a slice
   * @param slices how many
   * @param together slices that follow one another, a task
   */
  public record Cut(int rows, int slices, int together) {
    int tasks() {
      return -Math.floorDiv(-slices, together);
    }
  }

  private final Supplier<Body> maker;
  private final Kernels kernels;
  private final Lane[] lanes;
  private final Sum[] sums;
  private final int[] sumOffset;
  private final int allSums;
  private final Cut cut;
  private final int floats;
  private final double cost;
  private Body[] bodies;
  private BufferTable memory;
  private float[] scratch;
  private int scratchOffset;
  private int partial;

  /**
   * Prepares.
   *
   * @param maker makes a body, of which each thread has its own
   */
  public RowBlockWork(
      Supplier<Body> maker, List<Lane> lanes, List<Sum> sums, Cut cut, Kernels kernels) {
    this.maker = maker;
    this.kernels = kernels;
    this.lanes = lanes.toArray(Lane[]::new);
    this.sums = sums.toArray(Sum[]::new);
    this.cut = cut;
    this.sumOffset = new int[this.sums.length];
    int at = 0;
    for (int i = 0; i < sumOffset.length; i++) {
      sumOffset[i] = at;
      at += Product.aligned(this.sums[i].floats);
    }
    this.allSums = at;
    this.bodies = new Body[] {maker.get()};
    this.floats = Product.aligned(bodies[0].floats()) + allSums;
    this.cost = bodies[0].cost() * cut.slices;
  }

  @Override
  public long scratch(int threads) {
    return (long) threads * floats + (long) Math.max(1, cut.tasks()) * allSums;
  }

  @Override
  int phases() {
    return sums.length == 0 ? 1 : 2;
  }

  @Override
  int tasks(int phase) {
    return phase == 0 ? cut.tasks() : -Math.floorDiv(-allSums, PIECE);
  }

  @Override
  double cost() {
    return cost;
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    this.memory = memory;
    this.scratch = scratch;
    this.scratchOffset = scratchOffset + Math.max(1, cut.tasks()) * allSums;
    this.partial = scratchOffset;
  }

  @Override
  void run(int phase, int from, int to, Frame frame) {
    if (phase == 1) {
      for (int piece = from; piece < to; piece++) {
        addUp(piece * PIECE, Math.min(allSums, (piece + 1) * PIECE));
      }
    } else if (from < to) {
      Body body = body(frame.thread);
      int own = scratchOffset + frame.thread * floats;
      body.attach(scratch, own + allSums);
      for (int task = from; task < to; task++) {
        task(body, task, own);
      }
    }
  }

  private void task(Body body, int task, int own) {
    int first = task * cut.together;
    int sum = partial + task * allSums;
    for (int slice = first; slice < Math.min(cut.slices, first + cut.together); slice++) {
      for (Lane lane : lanes) {
        int at = memory.at[lane.buffer] + slice * cut.rows * lane.row;
        body.put(lane.buffer, memory.array[lane.buffer], at);
      }
      int into = slice == first ? sum : own;
      for (int i = 0; i < sums.length; i++) {
        body.put(sums[i].buffer, scratch, into + sumOffset[i]);
      }
      body.run();
      if (slice > first) {
        add(sum, own, allSums);
      }
    }
  }

  private void add(int sum, int more, int count) {
    kernels.apply(BinaryFunction.ADD, scratch, sum, scratch, more, scratch, sum, count);
  }

  /** Adds up what tasks have added up, some numbers of it, and hands that over. */
  private void addUp(int from, int to) {
    if (cut.tasks() == 0) {
      Arrays.fill(scratch, partial + from, partial + to, 0);
    }
    for (int task = 1; task < cut.tasks(); task++) {
      add(partial + from, partial + task * allSums + from, to - from);
    }
    for (int i = 0; i < sums.length; i++) {
      int first = Math.max(from, sumOffset[i]);
      int count = Math.min(to, sumOffset[i] + sums[i].floats) - first;
      if (count > 0) {
        int at = memory.at[sums[i].buffer] + first - sumOffset[i];
        System.arraycopy(scratch, partial + first, memory.array[sums[i].buffer], at, count);
      }
    }
  }

  private Body body(int thread) {
    synchronized (lanes) {
      if (thread >= bodies.length) {
        bodies = Arrays.copyOf(bodies, thread + 1);
      }
      if (bodies[thread] == null) {
        bodies[thread] = maker.get();
      }
      return bodies[thread];
    }
  }
}
