package dev.vae.data;

import dev.vae.core.rows.Rows;
import dev.vae.data.rows.DataException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a data set. While a batch is in use, the next one is read on another thread into a
 * second buffer; only one task is ever under way, and none waits, so a pass that is forgotten
 * leaves no thread behind.
 */
@NullUnmarked // no null leaves it
final class BatchIterator implements Rows.Batches {
  private final Dataset data;
  private final long seed;
  private final int epoch;
  private final Buffers buffers;
  private final boolean shuffled;
  private final long size;
  private long begun;
  private int turn;
  private Future<?> coming;
  private boolean closed;

  BatchIterator(Dataset data, Buffers buffers, boolean shuffled, long seed, int epoch) {
    this.data = data;
    this.buffers = buffers;
    this.shuffled = shuffled;
    this.seed = seed;
    this.epoch = epoch;
    this.size = data.size();
    begin();
  }

  /** Starts reading the next batch, if there is one, into the buffer that is not in use. */
  private void begin() {
    if (begun >= size) {
      coming = null;
      return;
    }
    Buffers.Buffer buffer = buffers.buffer(turn);
    long first = begun;
    buffer.rows = (int) Math.min(buffers.batch(), size - first);
    coming = PrefetchThreads.submit(() -> fill(buffer, first));
    begun += buffer.rows;
    turn = 1 - turn;
  }

  private void fill(Buffers.Buffer buffer, long first) {
    int width = buffers.width();
    for (int r = 0; r < buffer.rows; r++) {
      long position = shuffled ? buffers.order()[(int) first + r] : first + r;
      long row = data.pipeline().selection().at(position);
      buffer.index[r] = row;
      buffers.reader().read(row, seed, epoch, buffer.values, r * width, buffer.mask);
      buffers.reader().readCondition(row, buffer.condition, r * data.condition());
    }
  }

  @Override
  public Rows.@Nullable Batch next() {
    if (closed) {
      throw new IllegalStateException("this pass over " + data + " is closed");
    }
    if (coming == null) {
      return null;
    }
    await();
    Buffers.Buffer ready = buffers.buffer(1 - turn);
    begin();
    return new Rows.Batch(ready.rows, ready.values, ready.mask, ready.condition, ready.index);
  }

  private void await() {
    try {
      coming.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DataException known) {
        throw new DataException(known.getMessage(), known);
      }
      throw new DataException("reading " + data + " failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("interrupted while waiting for rows of " + data, e);
    }
  }

  /** Lets the batch under way finish, for its buffers serve the next pass. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (coming == null || finished()) {
      data.giveBack(buffers);
    }
  }

  private boolean finished() {
    try {
      coming.get();
      return true;
    } catch (ExecutionException e) {
      return true; // whoever closes early does not want to know
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
