package dev.vae.data;

import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that read ahead: one for each pass that is waiting, gone after some idle seconds. */
final class PrefetchThreads {
  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          2,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "vae-data-prefetch");
            thread.setDaemon(true);
            return thread;
          });

  private PrefetchThreads() {}

  static Future<?> submit(Runnable task) {
    return THREADS.submit(task);
  }
}
