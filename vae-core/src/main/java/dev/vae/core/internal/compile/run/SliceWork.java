package dev.vae.core.internal.compile.run;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs steps a few rows at a time: all of them on the first rows, then all on the next, so that
 * what one hands to the next stays in the cache. Each row depends on its own row of what is read
 * and on what all rows share; a task is some rows, done by one thread.
 */
public final class SliceWork extends Work {

  /** The steps made ready for the rows of a task; run by one thread at a time. */
  public interface Body {
    /** Returns how many floats it needs to itself. */
    int floats();

    /** Says where these are. */
    void attach(float[] array, int at);

    /** Says where a buffer is that belongs to all rows. */
    void put(int buffer, float[] array, int at);

    /** Runs the steps. */
    void run();

    /** Returns about how many nanoseconds that takes. */
    double cost();
  }

  /**
   * A buffer outside that is read or written.
   *
   * @param row floats of a row; 0 for what all rows share
   */
  public record Lane(int buffer, int row) {}

  private final Supplier<Body> maker;
  private final Lane[] lanes;
  private final int tasks;
  private final int rows;
  private final int floats;
  private final double cost;
  private Body[] bodies;
  private BufferTable memory;
  private float[] scratch;
  private int scratchOffset;

  /**
   * Prepares.
   *
   * @param maker makes a body, of which each thread has its own
   * @param tasks how many
   * @param rows how many a task has
   */
  public SliceWork(Supplier<Body> maker, List<Lane> lanes, int tasks, int rows) {
    this.maker = maker;
    this.lanes = lanes.toArray(Lane[]::new);
    this.tasks = tasks;
    this.rows = rows;
    this.bodies = new Body[] {maker.get()};
    this.floats = (bodies[0].floats() + 15) / 16 * 16;
    this.cost = bodies[0].cost() * tasks;
  }

  @Override
  public long scratch(int threads) {
    return (long) threads * floats;
  }

  @Override
  int tasks(int phase) {
    return tasks;
  }

  @Override
  double cost() {
    return cost;
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    this.memory = memory;
    this.scratch = scratch;
    this.scratchOffset = scratchOffset;
  }

  @Override
  void run(int phase, int from, int to, Frame frame) {
    if (from >= to) {
      return;
    }
    Body body = body(frame.thread);
    body.attach(scratch, scratchOffset + frame.thread * floats);
    for (int task = from; task < to; task++) {
      for (Lane lane : lanes) {
        int at = memory.at[lane.buffer] + task * rows * lane.row;
        body.put(lane.buffer, memory.array[lane.buffer], at);
      }
      body.run();
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
