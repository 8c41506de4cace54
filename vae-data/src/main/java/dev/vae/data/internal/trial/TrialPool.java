package dev.vae.data.internal.trial;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Does several pieces of work at a time; when it returns or throws, none is under way any more. */
public final class TrialPool {
  private TrialPool() {}

  /**
   * Does all of the work, so many pieces at a time. The first that fails ends the others.
   *
   * @throws CancellationException if the thread is interrupted, which it then still is
   */
  public static <T> void run(List<T> work, int workers, Consumer<T> each) {
    ExecutorService pool = Executors.newFixedThreadPool(workers, TrialPool::thread);
    try {
      CompletionService<T> ended = new ExecutorCompletionService<>(pool);
      work.forEach(piece -> ended.submit(() -> each.accept(piece), piece));
      for (int i = 0; i < work.size(); i++) {
        ended.take().get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw cause(e);
    } finally {
      await(pool);
    }
  }

  static Thread thread(Runnable piece) {
    Thread thread = new Thread(piece, "trial");
    thread.setDaemon(true);
    return thread;
  }

  /** What a piece of work failed by. */
  static RuntimeException cause(ExecutionException failed) {
    if (failed.getCause() instanceof Error error) {
      throw error;
    }
    return failed.getCause() instanceof RuntimeException own
        ? own
        : new IllegalStateException(failed.getCause());
  }

  static void await(ExecutorService pool) {
    pool.shutdownNow();
    boolean interrupted = Thread.interrupted();
    boolean ended = false;
    while (!ended) {
      try {
        ended = pool.awaitTermination(1, TimeUnit.HOURS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
