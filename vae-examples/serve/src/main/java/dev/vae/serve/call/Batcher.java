package dev.vae.serve.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * Gathers calls into batches without making any wait on purpose: a call that finds a free place
 * runs at once, on its own thread; those that come while all places are taken are gathered, and run
 * together when one is free. So batches grow with the load, and a lone call is not delayed. A call
 * of more items than a batch has runs in several, between which others get their turn. Where it is
 * said to be worth it, a call that finds several free places runs in all of them.
 *
 * @param <K> what calls must have in common to run together
 * @param <I> an item that goes in
 * @param <O> what comes out for it
 */
public final class Batcher<K, I, O> {
  /** Runs a batch. */
  @FunctionalInterface
  public interface Run<K, I, O> {
    /** Returns what comes out, one for each item, in order. */
    List<O> run(K key, List<I> items);
  }

  /** Some items, and who is told of what comes out for all of them. */
  private static final class Call<K, I, O> {
    private final K key;
    private final List<I> items;
    private final BiConsumer<List<O>, RuntimeException> answer;

    /** What came out so far; empty where all comes at once. */
    private final List<O> done = new ArrayList<>();

    private int told;
    private int begun;
    private boolean waits;
    private volatile boolean over;

    Call(K key, List<I> items, BiConsumer<List<O>, RuntimeException> answer) {
      this.key = key;
      this.items = items;
      this.answer = answer;
    }

    int left() {
      return items.size() - begun;
    }

    /** Tells of some items, and of all if these are the last. */
    void tell(int from, List<O> more) {
      boolean whole = more.size() == items.size();
      if (whole || add(from, more)) {
        try {
          answer.accept(whole ? more : done, null);
        } catch (RuntimeException e) {
          fail(e); // what cannot be told must not end the thread that runs others' items
        }
      }
    }

    /** Keeps what came out for some items; returns whether these are all. */
    private synchronized boolean add(int from, List<O> more) {
      if (done.isEmpty()) {
        done.addAll(Collections.nCopies(items.size(), null));
      }
      for (int i = 0; i < more.size(); i++) {
        done.set(from + i, more.get(i));
      }
      told += more.size();
      return told == items.size();
    }

    void fail(RuntimeException fault) {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
      }
      answer.accept(null, fault);
    }
  }

  /** Consecutive items of a call, in a batch. */
  private record Slice<K, I, O>(Call<K, I, O> call, int from, int to) {
    List<I> items() {
      return call.items.subList(from, to);
    }

    int size() {
      return to - from;
    }
  }

  private final Run<K, I, O> run;
  private final int places;
  private final int most;
  private final int limit;
  private final IntConsumer sizes;
  private final Optional<Splitting> splitting;
  private final Deque<Call<K, I, O>> waiting = new ArrayDeque<>();

  /** Of calls that have not begun. */
  private int waitingItems;

  private int taken;

  /**
   * Makes one.
   *
   * @param places how many batches run at the same time
   * @param most how many items a batch has at most
   * @param limit how many items may wait; more are refused with status 503
   * @param sizes told of the size of each batch
   */
  public Batcher(Run<K, I, O> run, int places, int most, int limit, IntConsumer sizes) {
    this(run, places, most, limit, sizes, Optional.empty());
  }

  /**
   * Splits calls over free places.
   *
   * @param threads run what the caller's does not
   * @param least how many items are worth a thread of their own; four times as many are run before
   *     others get their turn
   */
  public record Splitting(Executor threads, int least) {
    int piece(int left, int places) {
      return Math.max(least, Math.min(4 * least, (left + places - 1) / places));
    }
  }

  /** Makes one that splits calls, if so. */
  public Batcher(
      Run<K, I, O> run,
      int places,
      int most,
      int limit,
      IntConsumer sizes,
      Optional<Splitting> splitting) {
    this.splitting = splitting;
    this.run = run;
    this.places = places;
    this.most = most;
    this.limit = limit;
    this.sizes = sizes;
  }

  /** Returns how many items wait. */
  public synchronized int waiting() {
    return waitingItems;
  }

  /**
   * Runs items, now or with others.
   *
   * @param told gets what comes out, or why nothing does, on this thread or on another's
   * @throws RequestException if too many wait
   */
  public void submit(K key, List<I> items, BiConsumer<List<O>, RuntimeException> told) {
    synchronized (this) {
      if (taken == places && waitingItems + items.size() > limit && waitingItems > 0) {
        throw RequestException.of(
            503, waitingItems + " rows wait already, of " + limit + " that may: try again later");
      }
      waiting.add(new Call<>(key, items, told));
      waitingItems += items.size();
      if (taken == places) {
        return;
      }
      taken++;
    }
    work();
  }

  /** Runs batches in a place that was taken, as long as there are some. */
  private void work() {
    for (List<Slice<K, I, O>> batch = next(List.of()); !batch.isEmpty(); batch = next(batch)) {
      run(batch);
    }
  }

  /**
   * Takes the oldest call, and what waits behind it that may run with it; of one that is larger
   * than a batch a part, after which others that wait come first.
   *
   * @param former what has just run: the rest of its last call goes to the end
   */
  private synchronized List<Slice<K, I, O>> next(List<Slice<K, I, O>> former) {
    if (!former.isEmpty()) {
      Call<K, I, O> last = former.get(former.size() - 1).call;
      if (!last.waits) {
        waitAgain(last);
      }
    }
    List<Slice<K, I, O>> batch = new ArrayList<>();
    int room = most;
    while (!waiting.isEmpty()) {
      Call<K, I, O> call = waiting.peek();
      boolean fits = call.left() <= room && call.key.equals(keyOf(batch, call));
      if (!batch.isEmpty() && !fits) {
        break;
      }
      waiting.remove();
      call.waits = false;
      if (call.over) {
        continue;
      }
      if (call.begun == 0) {
        waitingItems -= call.items.size();
      }
      int free = 1 + places - taken;
      int piece = splitting.map(s -> s.piece(call.left(), free)).orElse(room);
      int to = call.begun + Math.min(call.left(), Math.min(room, piece));
      batch.add(new Slice<>(call, call.begun, to));
      room -= to - call.begun;
      call.begun = to;
      if (call.left() > 0) {
        break;
      }
    }
    if (batch.isEmpty()) {
      taken--;
    } else if (splitting.isPresent() && taken < places) {
      help(batch.get(batch.size() - 1).call, splitting.get().threads());
    }
    return batch;
  }

  /** Puts the rest of a call behind all that wait, if there is one. */
  private void waitAgain(Call<K, I, O> call) {
    if (call.left() > 0 && !call.over) {
      call.waits = true;
      waiting.add(call);
    }
  }

  /** Has another thread take a free place for the rest of a call. */
  private void help(Call<K, I, O> call, Executor threads) {
    if (call.left() == 0) {
      return;
    }
    waitAgain(call);
    taken++;
    try {
      threads.execute(this::work);
    } catch (RejectedExecutionException e) {
      taken--; // it ends, and what was begun is done without
    }
  }

  private static <K, I, O> K keyOf(List<Slice<K, I, O>> batch, Call<K, I, O> otherwise) {
    return batch.isEmpty() ? otherwise.key : batch.get(0).call.key;
  }

  private void run(List<Slice<K, I, O>> batch) {
    List<I> items = new ArrayList<>();
    batch.forEach(slice -> items.addAll(slice.items()));
    sizes.accept(items.size());
    List<O> all;
    try {
      all = run.run(batch.get(0).call.key, items);
    } catch (RuntimeException | Error e) {
      if (batch.size() == 1) {
        batch.get(0).call.fail(e instanceof RuntimeException r ? r : new IllegalStateException(e));
      } else {
        batch.forEach(slice -> run(List.of(slice))); // one's fault is not the others'
      }
      return;
    }
    int from = 0;
    for (Slice<K, I, O> slice : batch) {
      int to = from + slice.size();
      slice.call.tell(slice.from, all.subList(from, to));
      from = to;
    }
  }
}
