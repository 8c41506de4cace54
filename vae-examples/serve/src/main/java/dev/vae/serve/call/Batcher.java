package dev.vae.serve.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/**
 * Gathers calls into batches without making any wait on purpose: a call that finds a free place
 * runs at once, on its own thread; those that come while all places are taken are gathered, and run
 * together when one is free. So batches grow with the load, and a lone call is not delayed.
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

  private record Call<K, I, O>(K key, List<I> items, BiConsumer<List<O>, RuntimeException> told) {}

  private final Run<K, I, O> run;
  private final int places;
  private final int most;
  private final int limit;
  private final IntConsumer sizes;
  private final Deque<Call<K, I, O>> waiting = new ArrayDeque<>();
  private int waitingItems;
  private int taken;

  /**
   * Makes one.
   *
   * @param places how many batches run at the same time
   * @param most how many items are gathered at most; a larger call runs alone
   * @param limit how many items may wait; more are refused with status 503
   * @param sizes told of the size of each batch
   */
  public Batcher(Run<K, I, O> run, int places, int most, int limit, IntConsumer sizes) {
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
   * @throws Refusal if too many wait
   */
  public void submit(K key, List<I> items, BiConsumer<List<O>, RuntimeException> told) {
    synchronized (this) {
      if (taken == places && waitingItems + items.size() > limit && waitingItems > 0) {
        throw Refusal.of(
            503, waitingItems + " rows wait already, of " + limit + " that may: try again later");
      }
      waiting.add(new Call<>(key, items, told));
      waitingItems += items.size();
      if (taken == places) {
        return;
      }
      taken++;
    }
    for (List<Call<K, I, O>> calls = next(); !calls.isEmpty(); calls = next()) {
      run(calls);
    }
  }

  /** Takes the oldest call, and what waits behind it that may run with it. */
  private synchronized List<Call<K, I, O>> next() {
    List<Call<K, I, O>> calls = new ArrayList<>();
    int items = 0;
    while (!waiting.isEmpty()) {
      Call<K, I, O> call = waiting.peek();
      boolean fits = items + call.items.size() <= most && call.key.equals(keyOf(calls, call));
      if (!calls.isEmpty() && !fits) {
        break;
      }
      calls.add(waiting.remove());
      items += call.items.size();
    }
    waitingItems -= items;
    if (calls.isEmpty()) {
      taken--;
    }
    return calls;
  }

  private static <K, I, O> K keyOf(List<Call<K, I, O>> calls, Call<K, I, O> otherwise) {
    return calls.isEmpty() ? otherwise.key : calls.get(0).key;
  }

  private void run(List<Call<K, I, O>> calls) {
    List<I> items = new ArrayList<>();
    calls.forEach(call -> items.addAll(call.items));
    sizes.accept(items.size());
    List<O> all;
    try {
      all = run.run(calls.get(0).key, items);
    } catch (RuntimeException e) {
      if (calls.size() == 1) {
        calls.get(0).told.accept(null, e);
      } else {
        calls.forEach(call -> run(List.of(call))); // one's fault is not the others'
      }
      return;
    }
    int from = 0;
    for (Call<K, I, O> call : calls) {
      int to = from + call.items.size();
      call.told.accept(all.subList(from, to), null);
      from = to;
    }
  }
}
