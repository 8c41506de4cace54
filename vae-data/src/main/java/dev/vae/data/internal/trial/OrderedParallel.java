package dev.vae.data.internal.trial;

import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Computes pieces side by side that do not depend on each other, and hands what comes out on in the
 * order of the pieces: the same as one after the other, sooner.
 */
public final class OrderedParallel {
  /** How many pieces are read ahead for each worker: results wait for the slowest of them. */
  private static final int AHEAD = 2;

  private OrderedParallel() {}

  /**
   * Does all pieces. When it returns or throws, none is under way any more.
   *
   * @param pieces called by this thread alone; null after the last
   * @param workers how many pieces are computed at a time; with 1 this thread does it
   * @param each computes a piece, from any thread
   * @param take takes a result, in this thread
   * @throws CancellationException if the thread is interrupted, which it then still is
   */
  public static <P, R> void run(
      Supplier<@Nullable P> pieces, int workers, Function<P, R> each, Consumer<R> take) {
    P first = pieces.get();
    P second = first == null || workers == 1 ? null : pieces.get();
    if (second == null) {
      for (P piece = first; piece != null; piece = pieces.get()) {
        if (Thread.currentThread().isInterrupted()) {
          throw new CancellationException("interrupted");
        }
        take.accept(each.apply(piece));
      }
      return;
    }
    ExecutorService pool = Executors.newFixedThreadPool(workers, TrialPool::thread);
    try {
      ArrayDeque<Future<R>> ahead = new ArrayDeque<>();
      P piece = second;
      ahead.add(pool.submit(() -> each.apply(first)));
      while (!ahead.isEmpty()) {
        while (piece != null && ahead.size() < AHEAD * workers) {
          P own = piece;
          ahead.add(pool.submit(() -> each.apply(own)));
          piece = pieces.get();
        }
        // a result that is there already is handed out without a look at interrupts
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        take.accept(ahead.remove().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw TrialPool.cause(e);
    } finally {
      TrialPool.await(pool);
    }
  }
}
