package dev.vae.core.internal.compile.run;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A step made ready for one number of rows. It is done in phases, one after the other; the tasks of
 * a phase are independent of one another and may run on any threads in any order.
 */
public abstract class Work {
  /** For subclasses. */
  protected Work() {}

  /** Returns how many floats of scratch all its tasks together need, run by so many threads. */
  public long scratch(int threads) {
    return 0;
  }

  /** The number of phases, 1 or more. */
  int phases() {
    return 1;
  }

  /** The number of tasks of a phase. */
  abstract int tasks(int phase);

  /** About how many nanoseconds all tasks take on one thread. */
  abstract double cost();

  /** Tile registers needed by each thread. */
  int registers() {
    return 0;
  }

  /** Slots needed by each thread. */
  int slots() {
    return 0;
  }

  /** Returns the number of tasks of each phase, as {@code 1+8}. */
  public final String shape() {
    return IntStream.range(0, phases())
        .mapToObj(phase -> Integer.toString(tasks(phase)))
        .collect(Collectors.joining("+"));
  }

  /** Called before the first run, and whenever buffers have moved. */
  abstract void attach(BufferTable memory, float[] scratch, int scratchOffset);

  /** Called before every run. */
  void begin(Draw draw) {}

  /** Runs tasks {@code from} (included) to {@code to} (excluded) of a phase. */
  abstract void run(int phase, int from, int to, Frame frame);

  /** Steps inside a step, made ready for a number of rows; run by one thread at a time. */
  public interface SubProgram {
    /** Returns how many floats it needs to itself. */
    int floats();

    /** Says where these are. */
    void attach(float[] array, int at);

    /** Runs the steps. */
    void run();

    /** Returns about how many nanoseconds that takes. */
    double cost();
  }

  /**
   * What the noise of one run depends on.
   *
   * @param firstRow the number of the first row in a larger whole
   * @param rows the number of each row; null if they follow the first
   */
  public record Draw(long seed, long step, long firstRow, long[] rows) {}
}
