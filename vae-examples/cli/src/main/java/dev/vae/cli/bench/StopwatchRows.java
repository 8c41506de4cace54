package dev.vae.cli.bench;

import com.sun.management.ThreadMXBean;
import dev.vae.core.graph.Shape;
import dev.vae.core.rows.Rows;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/**
 * Random binary rows, which note when each batch is asked for, what processors have spent on the
 * threads of Java by then, and what the thread that asks has allocated, and end when the time is
 * over; not before there was a whole burst of steps, however slow the machine is.
 */
final class StopwatchRows implements Rows {
  private static final int ROWS = 20_000;
  private static final int WARM_UP =
      10; // steps at least, and as long as is measured: the JIT needs it
  private static final double ONES = 0.13; // about the share of ink in a written digit

  private final Shape event;
  private final double seconds;
  private final float[] data;
  private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ProcessorTime spent = new ProcessorTime();
  private long[] processor = new long[1 << 12];
  private long[] times = new long[1 << 12];
  private long[] bytes = new long[1 << 12];
  private int count;

  StopwatchRows(Shape event, double seconds) {
    this.event = event;
    this.seconds = seconds;
    this.data = new float[ROWS * event.elements()];
    Random random = new Random(1);
    for (int i = 0; i < data.length; i++) {
      data[i] = random.nextDouble() < ONES ? 1 : 0;
    }
  }

  @Override
  public long size() {
    return ROWS;
  }

  @Override
  public Shape event() {
    return event;
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    return new Pass(batch, Long.MAX_VALUE, true);
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    return new Pass(batch, ROWS, false);
  }

  /** The seconds a step took in the quickest run of {@code burst} steps. */
  double quickest(int burst) {
    return least(times, burst) * 1e-9;
  }

  /**
   * The seconds of processors a step took, on all threads of Java, in the cheapest run of steps.
   */
  double cheapest(int burst) {
    return least(processor, burst) * 1e-9;
  }

  /** The bytes a step allocated, on the thread that trains, in the run of steps with the fewest. */
  double fewest(int burst) {
    return least(bytes, burst);
  }

  private double least(long[] noted, int burst) {
    long best = Long.MAX_VALUE;
    for (int i = burst; i < count; i += burst) {
      best = Math.min(best, noted[i] - noted[i - burst]);
    }
    if (best == Long.MAX_VALUE) {
      throw new IllegalStateException("training ended before a burst of steps was measured");
    }
    return (double) best / burst;
  }

  private void note(long time) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
      bytes = Arrays.copyOf(bytes, 2 * count);
      processor = Arrays.copyOf(processor, 2 * count);
    }
    processor[count] = spent.nanos();
    bytes[count] = thread.getCurrentThreadAllocatedBytes();
    times[count++] = time;
  }

  private final class Pass implements Batches {
    private final int batch;
    private final long rows;
    private final boolean timed;
    private final int width = event.elements();
    private final float[] values;
    private final long[] index;
    private long begin;
    private long end;
    private long asked;
    private long given;

    Pass(int wanted, long rows, boolean timed) {
      this.batch = Math.min(wanted, ROWS);
      this.rows = rows;
      this.timed = timed;
      this.values = new float[this.batch * width];
      this.index = new long[this.batch];
    }

    @Override
    public Batch next() {
      if (timed) {
        long now = System.nanoTime();
        if (asked++ == 0) {
          begin = now + (long) (seconds * 1e9);
        }
        if (asked > WARM_UP && now >= begin) {
          note(now);
          end = end == 0 ? now + (long) (seconds * 1e9) : end;
          if (now >= end && count > StepBench.BURST) {
            return null;
          }
        }
      }
      if (given >= rows) {
        return null;
      }
      int from = (int) (given % (ROWS - batch + 1));
      System.arraycopy(data, from * width, values, 0, values.length);
      for (int i = 0; i < batch; i++) {
        index[i] = from + i;
      }
      given += batch;
      return new Batch(batch, values, null, null, index);
    }

    @Override
    public void close() {}
  }
}
